package org.roimill.processors.segmenters.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.processor.Inputs;
import org.roimill.core.space.Axis;
import org.roimill.core.text.Spelling;

/** Which channels of which inputs a network is shown, in the order in which it wants them. */
public record Channels(List<Channel> list) {
    /**
     * @param input the position among the inputs
     * @param index along the axis of channels; 0 where there is none
     */
    public record Channel(int input, int index, String name) {}

    public Channels {
        list = List.copyOf(list);
    }

    /**
     * The channels of all inputs in order, or those among them that are named.
     *
     * @param names names of channels, or their positions counted from 0; empty for all
     */
    public static Channels of(String port, Inputs inputs, List<String> names) {
        List<Channel> all = new ArrayList<>();
        for (int i = 0; i < inputs.rasters(port).size(); i++) {
            RasterSpec image = inputs.rasters(port).get(i);
            for (int c = 0; c < image.grid().size(Axis.C); c++) {
                all.add(new Channel(
                        i, c, image.channels().isEmpty() ? "" : image.channels().get(c)));
            }
        }
        if (names.isEmpty()) {
            return new Channels(all);
        }
        return new Channels(names.stream().map(name -> find(all, name)).toList());
    }

    private static Channel find(List<Channel> all, String wanted) {
        for (Channel channel : all) {
            if (channel.name().toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT))) {
                return channel;
            }
        }
        if (wanted.matches("\\d{1,6}") && Integer.parseInt(wanted) < all.size()) {
            return all.get(Integer.parseInt(wanted));
        }
        List<String> known =
                all.stream().map(Channel::name).filter(name -> !name.isEmpty()).toList();
        throw RoimillException.usage(
                "there is no channel '" + wanted + "' among the " + all.size() + " that are given",
                Spelling.didYouMean(wanted, known)
                        + (known.isEmpty()
                                ? "They have no names: count them from 0."
                                : "There are: " + String.join(", ", known) + "."));
    }

    public int count() {
        return list.size();
    }

    /** The first so many of them. */
    public Channels first(int most) {
        return new Channels(list.subList(0, Math.min(most, list.size())));
    }
}
