package org.roimill.processors.segmenters.cellpose;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.roimill.core.element.Table;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Values;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/** The diameter that the styles of an image's tiles speak for; along c, y and x. */
record StyleFold(SizeModel model) implements Work.Fold<double[], DiameterRow> {
    @Override
    public Lane lane(int input) {
        return Lane.F32;
    }

    @Override
    public double[] first() {
        return new double[model.weights().size()];
    }

    @Override
    public double[] fresh(double[] seed) {
        return first();
    }

    @Override
    public void add(double[] state, Call call) {
        Block styles = call.in(0);
        Region region = styles.region();
        long tiles = region.size(1) * region.size(2);
        for (long i = 0; i < styles.voxels(); i++) {
            state[(int) (region.min(0) + i / tiles)] += styles.get(i);
        }
    }

    @Override
    public void merge(double[] into, double[] following) {
        for (int k = 0; k < into.length; k++) {
            into[k] += following[k];
        }
    }

    @Override
    public DiameterRow result(double[] merged) {
        return new DiameterRow(model.diameter(merged), 0);
    }

    @Override
    public Table table(Values<DiameterRow> results) {
        return DiameterRow.table(results);
    }

    @Override
    public Wire<double[]> wire() {
        return new Wire<>() {
            @Override
            public void write(double[] state, DataOutput out) throws IOException {
                for (double value : state) {
                    out.writeDouble(value);
                }
            }

            @Override
            public double[] read(DataInput in) throws IOException {
                double[] state = first();
                for (int k = 0; k < state.length; k++) {
                    state[k] = in.readDouble();
                }
                return state;
            }
        };
    }
}
