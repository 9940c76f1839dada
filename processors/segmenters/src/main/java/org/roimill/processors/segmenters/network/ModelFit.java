package org.roimill.processors.segmenters.network;

import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Model;
import org.roimill.core.network.ModelCard;
import org.roimill.core.param.ModelRef;
import org.roimill.core.processor.Inputs;

/** What every segmenter with a network asks of a model and an image before it plans anything. */
public final class ModelFit {
    /** More along one axis is a mistake in a length; the largest slides have a tenth of a million or two. */
    private static final long LONGEST = 1 << 24;

    private ModelFit() {}

    /** The model, which has to be of the segmenter's own family; the segmenter is called as its family is. */
    public static Model model(ModelRef ref, Inputs inputs, String family) {
        Model model = inputs.resources().model(ref);
        ModelCard card = model.card();
        if (!card.family().equals(family)) {
            throw RoimillException.usage(
                    "the model '" + card.name() + "' is of the family " + card.family() + ", and " + family
                            + " takes its own",
                    "Use the processor " + card.family() + " for it.");
        }
        return model;
    }

    /**
     * Refuses channels that are not as many as the network sees.
     *
     * @param fewerWillDo whether those that are missing may be zeros
     */
    public static void checkChannels(ModelCard card, int given, boolean fewerWillDo) {
        int wanted = card.inputs().size();
        boolean fits = wanted == 0 || given == wanted || (fewerWillDo && given < wanted);
        if (!fits) {
            throw RoimillException.usage(
                    "the model '" + card.name() + "' sees " + (wanted == 1 ? "one channel" : wanted + " channels")
                            + " (" + String.join(", ", card.inputs()) + "), and "
                            + (given == 1 ? "one is given" : given + " are given"),
                    fewerWillDo
                            ? "Choose: channels: [NAME, ...], or [0, 0] for the mean of all; or input: IMAGE/CHANNEL."
                            : "Choose: channels: [NAME, ...], or input: IMAGE/CHANNEL.");
        }
    }

    /** Refuses a model that does not make as many maps as are read of it. */
    public static void checkOutputs(ModelCard card, int wanted) {
        if (card.outputs().size() != wanted) {
            throw RoimillException.usage(
                    "the model '" + card.name() + "' makes " + card.outputs().size() + " maps ("
                            + String.join(", ", card.outputs()) + "), and " + card.family() + " reads " + wanted,
                    "Use another model, or export it with these " + wanted + " alone.");
        }
    }

    /** Refuses a second model that cannot stand in for the first, tile by tile. */
    public static void checkAlike(ModelCard one, ModelCard other) {
        if (one.inputs().size() != other.inputs().size()
                || one.outputs().size() != other.outputs().size()) {
            throw RoimillException.usage(
                    "the models '" + one.name() + "' and '" + other.name() + "' see or make different channels",
                    "Choose two of one kind.");
        }
    }

    /**
     * Refuses a scale that no image has.
     *
     * @param full the size of the image
     * @param seen the size in which the network is to see it
     */
    public static void checkSize(long[] full, long[] seen) {
        for (int d = 0; d < full.length; d++) {
            if (seen[d] > LONGEST) {
                throw RoimillException.usage(
                        "the network would see " + full[d] + " pixels as " + seen[d] + ", which are too many",
                        "See whether the diameter and the size of a pixel are right, and in which unit they are.");
            }
        }
    }
}
