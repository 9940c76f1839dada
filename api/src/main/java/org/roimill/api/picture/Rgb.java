package org.roimill.api.picture;

import java.awt.image.BufferedImage;

/** A picture: three bytes a pixel, row after row. */
public record Rgb(int width, int height, byte[] pixels) {
    static Rgb black(int width, int height) {
        return new Rgb(width, height, new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))]);
    }

    /** For notebooks and whatever else shows pictures of Java's own kind. */
    public BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, colour(i));
        }
        return image;
    }

    /** The colour of a pixel as {@code 0xRRGGBB}. */
    int colour(int pixel) {
        int at = 3 * pixel;
        return (pixels[at] & 0xFF) << 16 | (pixels[at + 1] & 0xFF) << 8 | (pixels[at + 2] & 0xFF);
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

    /** Adds light as a second slide does on a screen: it grows brighter and never burns out. */
    void screen(int pixel, Light light) {
        screen(3 * pixel, light.red());
        screen(3 * pixel + 1, light.green());
        screen(3 * pixel + 2, light.blue());
    }

    private void screen(int at, double light) {
        int dark = 255 - (pixels[at] & 0xFF);
        pixels[at] = (byte) (255 - Math.round(dark * (1 - light)));
    }

    /** Lays a colour over a place; {@code cover} says how much of it. Places outside are left out. */
    void blend(int y, int x, Light colour, double cover) {
        if (y < 0 || x < 0 || y >= height || x >= width) {
            return;
        }
        int at = 3 * (y * width + x);
        blend(at, colour.red(), cover);
        blend(at + 1, colour.green(), cover);
        blend(at + 2, colour.blue(), cover);
    }

    private void blend(int at, double light, double cover) {
        double there = pixels[at] & 0xFF;
        pixels[at] = (byte) Math.clamp(Math.round(there + (255 * light - there) * cover), 0, 255);
    }

    void fill(int top, int left, int rows, int columns, Light colour) {
        for (int y = top; y < top + rows; y++) {
            for (int x = left; x < left + columns; x++) {
                blend(y, x, colour, 1);
            }
        }
    }

    /** Puts another picture there, as far as it fits. */
    void put(Rgb other, int top, int left) {
        int columns = Math.min(other.width, width - left);
        for (int y = 0; y < Math.min(other.height, height - top); y++) {
            System.arraycopy(other.pixels, 3 * y * other.width, pixels, 3 * ((top + y) * width + left), 3 * columns);
        }
    }
}
