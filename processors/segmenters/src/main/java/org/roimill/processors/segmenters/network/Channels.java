package org.roimill.processors.segmenters.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.processor.Inputs;
import org.roimill.core.space.Axis;
import org.roimill.core.text.Spelling;

/**
 * Which channels of which inputs a network is shown, in the order in which it wants them.
 *
 * @param grey whether it is shown the mean of all of them, as one
 */
public record Channels(List<Channel> list, boolean grey) {
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
        List<Channel> all = all(port, inputs);
        if (names.isEmpty()) {
            return new Channels(all, false);
        }
        return new Channels(names.stream().map(name -> find(all, name)).toList(), false);
    }

    /**
     * One or two channels as Cellpose counts them: the first is 0 for the mean of all, or a channel from 1; the second is 0
     * for none.
     */
    public static Channels counted(String port, Inputs inputs, List<Integer> numbers) {
        List<Channel> all = all(port, inputs);
        int last = numbers.getLast();
        boolean second = numbers.size() == 2 && last > 0;
        if (numbers.size() > 2 || (second && numbers.getFirst() == 0)) {
            throw RoimillException.usage(
                    "channels " + numbers + ": Cellpose counts one or two, and takes none beside grey",
                    "Write [2, 1] for the second and the first, [2, 0] for the second alone, [0, 0] for grey; or names.");
        }
        for (int number : numbers) {
            if (number > all.size()) {
                throw RoimillException.usage(
                        "there is no channel " + number + " among the " + all.size() + " that are given",
                        "Numbers are counted from 1, as Cellpose does; positions in quotes from 0.");
            }
        }
        if (numbers.getFirst() == 0) {
            return new Channels(all, true);
        }
        Channel first = all.get(numbers.getFirst() - 1);
        return new Channels(second ? List.of(first, all.get(last - 1)) : List.of(first), false);
    }

    private static List<Channel> all(String port, Inputs inputs) {
        List<Channel> all = new ArrayList<>();
        for (int i = 0; i < inputs.rasters(port).size(); i++) {
            RasterSpec image = inputs.rasters(port).get(i);
            for (int c = 0; c < image.grid().size(Axis.C); c++) {
                all.add(new Channel(
                        i, c, image.channels().isEmpty() ? "" : image.channels().get(c)));
            }
        }
        return all;
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

    /** How many the network is shown. */
    public int shown() {
        return grey ? 1 : list.size();
    }

    /** So many channels of one image, as they lie there; the names stay. */
    Channels inOrder(int many) {
        return new Channels(
                IntStream.range(0, many)
                        .mapToObj(c ->
                                new Channel(0, c, many == count() ? list.get(c).name() : ""))
                        .toList(),
                false);
    }

    /** The first so many of them. */
    public Channels first(int most) {
        return new Channels(list.subList(0, Math.min(most, list.size())), grey);
    }
}
