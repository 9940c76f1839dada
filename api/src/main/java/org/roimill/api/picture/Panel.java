package org.roimill.api.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * One column of a contact sheet: images laid over each other as light, labels as flat colours over that, outlines of
 * labels on top. Images are named {@code element} or {@code element/channel}.
 *
 * @param caption null for the names of what is shown
 * @param detail how many pixels of the full resolution are shown, around the middle; 0 for the whole
 */
public record Panel(String caption, List<String> images, List<String> fills, List<String> outlines, int detail) {
    public Panel {
        images = List.copyOf(images);
        fills = List.copyOf(fills);
        outlines = List.copyOf(outlines);
    }

    public static Panel images(String... names) {
        return new Panel(null, List.of(names), List.of(), List.of(), 0);
    }

    public static Panel labels(String... names) {
        return new Panel(null, List.of(), List.of(names), List.of(), 0);
    }

    public Panel outlined(String... labels) {
        List<String> all = new ArrayList<>(outlines);
        all.addAll(List.of(labels));
        return new Panel(caption, images, fills, all, detail);
    }

    public Panel detail(int pixels) {
        return new Panel(caption, images, fills, outlines, pixels);
    }

    public Panel titled(String text) {
        return new Panel(text, images, fills, outlines, detail);
    }

    /** What stands above the column. */
    String title() {
        if (caption != null) {
            return caption;
        }
        List<String> labels = new ArrayList<>(fills);
        labels.addAll(outlines);
        String what = labels.isEmpty() ? "" : String.join(", ", labels);
        return images.isEmpty() || labels.isEmpty() ? what : what + " on";
    }
}
