package org.roimill.processors.measures;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Column;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.element.TableSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Values;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/** The size of every object and its mean intensity in each channel. */
public final class MeanIntensity implements Processor<MeanIntensity.Parameters> {
    /** None. */
    public record Parameters() {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "mean_intensity",
                Family.MEASURE,
                1,
                "Size and mean intensity of every object, by channel.",
                Parameters.class,
                List.of(
                        Port.one("labels", Kind.LABELS, "(z?,y,x)", "the objects"),
                        Port.one("image", Kind.IMAGE, "(z?,y,x)", "what to measure")),
                List.of(Port.one("table", Kind.TABLE, "()", "a row for each object")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        List<String> channels = channels(inputs.raster("image"));
        List<String> columns = new ArrayList<>(List.of("label", "count"));
        channels.forEach(c -> columns.add(column(c)));
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Means(channels),
                        List.of(plan.input("labels"), plan.input("image")),
                        List.of(plan.output("table", new TableSpec(columns))))
                .build();
    }

    private static List<String> channels(RasterSpec image) {
        if (!image.axes().has(Axis.C)) {
            return List.of("");
        }
        if (!image.channels().isEmpty()) {
            return image.channels();
        }
        List<String> numbers = new ArrayList<>();
        for (long c = 0; c < image.grid().size(Axis.C); c++) {
            numbers.add(Long.toString(c));
        }
        return numbers;
    }

    private static String column(String channel) {
        return channel.isEmpty() ? "mean" : "mean_" + channel;
    }

    private record Means(List<String> channels) implements Work.Fold<LabelSums, LabelSums> {
        private static final int CHUNK = 2048;

        @Override
        public Lane lane(int input) {
            return input == 0 ? Lane.LABEL : Lane.STORED;
        }

        @Override
        public LabelSums first() {
            return new LabelSums();
        }

        @Override
        public LabelSums fresh(LabelSums seed) {
            return new LabelSums();
        }

        /** Runs of one label are added up before the table is asked, for neighbours mostly share their label. */
        @Override
        public void add(LabelSums state, Call call) {
            Block labels = call.in(0);
            Block image = call.in(1);
            double[] values = new double[CHUNK];
            long n = labels.voxels();
            for (long i = 0; i < n; i += CHUNK) {
                int count = (int) Math.min(CHUNK, n - i);
                Convert.load(image, i, values, count);
                int k = 0;
                while (k < count) {
                    int label = labels.data().getAtIndex(ValueLayout.JAVA_INT, i + k);
                    int start = k;
                    double sum = 0;
                    while (k < count && labels.data().getAtIndex(ValueLayout.JAVA_INT, i + k) == label) {
                        sum += values[k++];
                    }
                    if (label != 0) {
                        state.add(label, k - start, sum);
                    }
                }
            }
        }

        @Override
        public void merge(LabelSums into, LabelSums following) {
            into.add(following);
        }

        @Override
        public LabelSums result(LabelSums merged) {
            return merged;
        }

        @Override
        public Wire<LabelSums> wire() {
            return LabelSums.WIRE;
        }

        /** A row for each object; places along time make rows of their own, places along the channels columns. */
        @Override
        public Table table(Values<LabelSums> results) {
            Rows rows = new Rows(results, channels);
            int c = results.axes().indexOf(Axis.C);
            for (Region place : results.outer().cells(ones(results.axes().count()))) {
                if (c < 0 || place.min(c) == 0) {
                    rows.add(place, c);
                }
            }
            return rows.table();
        }

        private static long[] ones(int n) {
            long[] ones = new long[n];
            Arrays.fill(ones, 1);
            return ones;
        }
    }

    /** The rows of the table as they come. */
    private static final class Rows {
        private final Values<LabelSums> results;
        private final List<String> channels;
        private final List<Long> time = new ArrayList<>();
        private final List<Long> labels = new ArrayList<>();
        private final List<Long> counts = new ArrayList<>();
        private final List<double[]> means = new ArrayList<>();

        Rows(Values<LabelSums> results, List<String> channels) {
            this.results = results;
            this.channels = channels;
        }

        /** The objects of one place; {@code c} is the position of the channel axis, or -1. */
        void add(Region place, int c) {
            int t = results.axes().indexOf(Axis.T);
            LabelSums first = results.at(results.axes(), place.min());
            for (int label : first.labels()) {
                double[] row = new double[channels.size()];
                for (int k = 0; k < row.length; k++) {
                    long[] at = place.min();
                    if (c >= 0) {
                        at[c] = k;
                    }
                    row[k] = results.at(results.axes(), at).mean(label);
                }
                labels.add(Integer.toUnsignedLong(label));
                counts.add(first.count(label));
                means.add(row);
                time.add(t < 0 ? 0 : place.min(t));
            }
        }

        Table table() {
            Map<String, Column> columns = new LinkedHashMap<>();
            columns.put("label", integers(labels));
            if (results.axes().has(Axis.T)) {
                columns.put("t", integers(time));
            }
            columns.put("count", integers(counts));
            for (int k = 0; k < channels.size(); k++) {
                int channel = k;
                columns.put(
                        column(channels.get(k)),
                        Column.Numbers.of(
                                means.stream().mapToDouble(row -> row[channel]).toArray()));
            }
            String[] index = new String[labels.size()];
            for (int i = 0; i < index.length; i++) {
                index[i] = Long.toString(i + 1L);
            }
            return Table.of(index, columns);
        }

        private static Column integers(List<Long> values) {
            return Column.Integers.of(values.stream().mapToLong(Long::longValue).toArray());
        }
    }
}
