package org.roimill.cli.picture;

/** A small picture: three bytes a pixel, row after row. */
public record Rgb(int width, int height, byte[] pixels) {
    static Rgb black(int width, int height) {
        return new Rgb(width, height, new byte[3 * width * height]);
    }

    /** Adds light to one pixel; what is full stays full. */
    void add(int pixel, double red, double green, double blue) {
        add(3 * pixel, red);
        add(3 * pixel + 1, green);
        add(3 * pixel + 2, blue);
    }

    private void add(int at, double light) {
        pixels[at] = (byte) Math.min(255, (pixels[at] & 0xFF) + Math.round(255 * light));
    }
}
