package org.roimill.processors.segmenters.network;

import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.space.Region;

/**
 * The picture that a network is shown: the chosen channels, normalised, then brought to its scale. The stage reads for
 * each channel the image that it comes from, then for each channel the {@link Range} of that image; where nothing is
 * measured there are no ranges. Channels that nobody gave are 0.
 *
 * @param channels where each channel comes from
 * @param channelAxes for each channel, whether its image has an axis of channels
 * @param wide how many channels the network wants
 * @param fixed ends that the user gave for each channel; null where they are measured. One more than there are channels
 *     is for all those that nobody gave: they are scaled from 0, as Cellpose does it
 */
record Prepare(
        Channels channels,
        List<Boolean> channelAxes,
        int wide,
        Scaling scaling,
        boolean invert,
        Resampling resampling,
        List<List<Integer>> measured,
        List<Range.Ends> fixed)
        implements FloatKernel {

    @Override
    public Footprint footprint(int input) {
        if (input >= channels.count()) {
            return Footprint.POINT;
        }
        return Footprint.mapped((out, domain) -> {
            if (input < out.min(0) || input >= out.max(0)) {
                return Region.ofShape(new long[domain.dims()]);
            }
            Region spatial = resampling.source(out.dims(1, out.dims()));
            if (!channelAxes.get(input)) {
                return spatial;
            }
            int index = channels.list().get(input).index();
            return Region.between(new long[] {index}, new long[] {index + 1}).join(spatial);
        });
    }

    @Override
    public void fill(Call call) {
        Region region = call.region();
        for (long c = region.min(0); c < region.max(0); c++) {
            Block out = call.out(0).slice(c);
            if (c >= channels.count()) {
                fillAbsent(out);
                continue;
            }
            Channels.Channel channel = channels.list().get((int) c);
            Block in = channelAxes.get((int) c) ? call.in((int) c).slice(channel.index()) : call.in((int) c);
            Range.Ends ends = ends(call, (int) c, channel);
            resampling.apply(in, out, (row, n) -> {
                checkFinite(row, n, channel);
                scaling.apply(row, n, ends, invert);
            });
        }
    }

    private void fillAbsent(Block out) {
        if (fixed == null || fixed.size() == channels.count()) {
            out.data().fill((byte) 0);
            return;
        }
        float[] zero = {0};
        scaling.apply(zero, 1, fixed.getLast(), invert);
        out.fill(zero[0]);
    }

    private Range.Ends ends(Call call, int c, Channels.Channel channel) {
        if (!scaling.isMeasured()) {
            return null;
        }
        if (fixed != null) {
            return fixed.get(c);
        }
        int at = measured.get(channel.input()).indexOf(channel.index());
        return call.value(channels.count() + c, Range.class).channels().get(at);
    }

    /** A network turns one such voxel into a tile of them. */
    private static void checkFinite(float[] row, int n, Channels.Channel channel) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += row[i] * 0; // NaN for NaN and infinity, else 0
        }
        if (Float.isNaN(sum)) {
            throw notFinite(channel);
        }
    }

    private static RoimillException notFinite(Channels.Channel channel) {
        return RoimillException.badData(
                "the image" + (channel.name().isEmpty() ? "" : " (channel " + channel.name() + ")")
                        + " has voxels that are NaN or infinite, which a network cannot take",
                "Replace them first, for example by a median filter, or crop them away.",
                null);
    }
}
