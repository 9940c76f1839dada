package org.roimill.api.demo;

/** What is stained, and how the microscope sees it. {@code photons} is what the brightest parts give. */
enum Marker {
    DAPI("DAPI", 900, 6, 0.015, 0.20),
    ECAD("ECad", 420, 7, 0.03, 0.28),
    CD3("CD3", 300, 8, 0.035, 0.24),
    KI67("Ki67", 340, 8, 0.025, 0.30);

    final String label;
    final double photons;
    /** Counts of the camera for a photon. */
    final double gain;
    /** The light of the tissue itself, as a part of {@code photons}. */
    final double haze;
    /** How much less light the corners get than the brightest place. */
    final double shade;

    Marker(String label, double photons, double gain, double haze, double shade) {
        this.label = label;
        this.photons = photons;
        this.gain = gain;
        this.haze = haze;
        this.shade = shade;
    }

    /** The light that leaves one pixel of a cell before any optics; 1 is bright. */
    double light(Cell cell, double outside, double inside, long seed, int y, int x) {
        double nucleus = Math.clamp(0.5 - outside, 0.0, 1.0);
        return switch (this) {
            case DAPI -> {
                double depth = 0.65 + 0.35 * Math.min(1, Math.max(0, -outside) / (0.6 * cell.b()));
                yield nucleus == 0 ? 0 : nucleus * cell.dna() * depth * (0.3 + 1.4 * grains(seed, y, x, 6));
            }
            case ECAD ->
                cell.ecad() == 0
                        ? 0
                        : cell.ecad() * (0.05 + 1.5 * border(inside, 1.4) * (0.6 + 0.8 * Noise.smooth(seed, y, x, 9)));
            case CD3 ->
                cell.cd3() == 0
                        ? 0
                        : cell.cd3()
                                * (0.10 + (1 - nucleus) * (0.5 + border(inside, 1.5)))
                                * (0.7 + 0.6 * Noise.smooth(seed, y, x, 5));
            case KI67 ->
                cell.ki67() == 0 || nucleus == 0 ? 0 : nucleus * cell.ki67() * (0.4 + 1.2 * grains(seed, y, x, 6));
        };
    }

    /** True if the cell is positive. */
    boolean isIn(Cell cell) {
        return switch (this) {
            case DAPI -> cell.dna() > 0;
            case ECAD -> cell.ecad() > 0;
            case CD3 -> cell.cd3() > 0;
            case KI67 -> cell.ki67() > 0;
        };
    }

    /** 1 at the edge of a cell, and little beyond {@code width} pixels from it. */
    private static double border(double inside, double width) {
        double t = 1 + inside / width * (inside / width);
        return 1 / (t * t);
    }

    private static double grains(long seed, int y, int x, double period) {
        return 0.6 * Noise.smooth(seed, y, x, period) + 0.4 * Noise.smooth(seed + 1, y, x, period / 2);
    }
}
