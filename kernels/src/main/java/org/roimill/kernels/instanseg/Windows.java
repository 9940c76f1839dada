package org.roimill.kernels.instanseg;

import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;

/** Looks from seeds at their windows. For one thread. */
final class Windows {
    private final Block values;
    private final Frame frame;
    private final Rect rect;
    private final Settings settings;
    private final Look look;
    private final Fragments fragments = new Fragments();
    private final float least;
    private boolean[] mask = new boolean[0];

    Windows(Block maps, Block planes, Frame frame, Mlp mlp, Settings settings) {
        this.values = planes.slice(Fields.SEEDS);
        this.frame = frame;
        this.rect = frame.rect(maps.region());
        this.settings = settings;
        this.look = new Look(maps, planes, frame, mlp);
        this.least = Sigmoid.logitOf(settings.maskThreshold());
    }

    Candidate see(int y, int x, long order) {
        Rect window = frame.window(y, x, settings.window());
        if (!rect.contains(window)) {
            throw new IllegalArgumentException("the window of the seed at " + y + ", " + x + " is not in the maps");
        }
        float seedX = look.x(y, x);
        float seedY = look.y(y, x);
        float[] logits = look.at(window, seedX, seedY);
        if (mask.length < window.pixels()) {
            mask = new boolean[window.pixels()];
        }
        for (int i = 0; i < window.pixels(); i++) {
            mask[i] = logits[i] >= least;
        }
        Shape loose = Shape.none();
        if (settings.cleanupFragments()) {
            fragments.clean(mask, window.height(), window.width(), y - window.y(), x - window.x());
            loose = Shape.of(fragments.loose(), window);
        }
        Shape shape = Shape.of(mask, window);
        return new Candidate(order, seedX, seedY, kept(shape), shape, loose);
    }

    private boolean kept(Shape shape) {
        if (settings.variant() == Variant.HEAD) {
            return true;
        }
        double sum = 0;
        Rect box = shape.box();
        for (int y = box.y(); y < box.bottom(); y++) {
            for (int x = box.x(); x < box.right(); x++) {
                if (shape.has(y, x)) {
                    long at = (long) (y - rect.y()) * rect.width() + (x - rect.x());
                    sum += values.data().getAtIndex(ValueLayout.JAVA_FLOAT, at);
                }
            }
        }
        return shape.pixels() > settings.minSize() && sum / shape.pixels() > settings.meanThreshold();
    }
}
