package org.roimill.stores.segfiles;

import org.roimill.core.element.Pixels;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Axis;

/**
 * What a segmenter made of an image.
 *
 * @param labels over y and x, or z, y and x
 * @param flows f32 over c and the axes of the labels, the channels being dY, dX and the probability, with dZ before them
 *     or not; null where there are none
 * @param image that it was made of; null where nothing needs it
 * @param imagePath as the files are to name it
 */
public record Segmentation(Pixels labels, Pixels flows, Pixels image, String imagePath) {
    public Segmentation {
        String axes = labels.spec().axes().toString();
        if (labels.spec().axes().has(Axis.T) || labels.spec().axes().has(Axis.C)) {
            throw RoimillException.usage(
                    "labels over the axes " + axes + " have no place in files of masks, which are planes or stacks",
                    "Keep them in a store: --save store.");
        }
    }

    boolean isVolume() {
        return labels.spec().axes().has(Axis.Z);
    }

    long depth() {
        return labels.spec().grid().size(Axis.Z);
    }

    long height() {
        return labels.spec().grid().size(Axis.Y);
    }

    long width() {
        return labels.spec().grid().size(Axis.X);
    }

    /** How many channels of flow there are, without the probability. */
    int directions() {
        return (int) flows.spec().grid().size(Axis.C) - 1;
    }
}
