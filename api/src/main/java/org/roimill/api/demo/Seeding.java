package org.roimill.api.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Throws cells at the tissue and keeps those that find room: touching is allowed, sitting on another is not. */
final class Seeding {
    /** One throw for so many pixels; more would hardly find room. */
    private static final double PIXELS_A_THROW = 45;
    /** Cells of one bucket and its eight neighbours are all that can be in each other's way. */
    private static final int BUCKET = 64;

    private static final int MOST_COLUMNS = 1 << 16;

    private final Anatomy anatomy;
    private final SplittableRandom random;
    private final Map<Long, List<Cell>> buckets = new HashMap<>();

    private Seeding(Anatomy anatomy, SplittableRandom random) {
        this.anatomy = anatomy;
        this.random = random;
    }

    /** All cells, from top to bottom. The id of a cell is its place in this list, counted from one. */
    static List<Cell> cells(Anatomy anatomy, int size, long seed) {
        Seeding seeding = new Seeding(anatomy, new SplittableRandom(seed));
        List<Cell> cells = new ArrayList<>();
        long throwsInAll = (long) Math.ceil((double) size * size / PIXELS_A_THROW);
        for (long i = 0; i < throwsInAll; i++) {
            double y = seeding.random.nextDouble(size);
            double x = seeding.random.nextDouble(size);
            Cell.Type type = anatomy.type(y, x, seeding.random);
            if (type != null) {
                Cell cell = seeding.cell(type, y, x);
                if (seeding.hasRoom(cell)) {
                    seeding.bucket(cell.y(), cell.x(), 0, 0).add(cell);
                    cells.add(cell);
                }
            }
        }
        cells.sort(Comparator.comparingDouble(Cell::y).thenComparingDouble(Cell::x));
        return cells;
    }

    private Cell cell(Cell.Type type, double y, double x) {
        return switch (type) {
            case EPITHELIAL -> {
                boolean divides = random.nextDouble() < anatomy.proliferation();
                double a = random.nextDouble(10.5, 13.5) * (divides ? 1.1 : 1);
                double angle = random.nextDouble(StrictMath.PI);
                double ki67 = divides ? random.nextDouble(0.5, 1.2) : 0;
                yield shaped(
                        type, y, x, a, random.nextDouble(0.7, 0.95), angle, 9, random.nextDouble(0.65, 0.95), ki67);
            }
            case T_CELL -> {
                double a = random.nextDouble(7.5, 9);
                double angle = random.nextDouble(StrictMath.PI);
                double ki67 = random.nextDouble() < 0.05 ? random.nextDouble(0.4, 0.9) : 0;
                yield shaped(type, y, x, a, random.nextDouble(0.85, 1), angle, 4, random.nextDouble(0.8, 1.15), ki67);
            }
            case STROMAL -> {
                double a = random.nextDouble(10, 18);
                double angle = anatomy.grain(y, x) + random.nextDouble(-0.3, 0.3);
                yield shaped(type, y, x, a, random.nextDouble(0.33, 0.5), angle, 6, random.nextDouble(0.6, 0.9), 0);
            }
        };
    }

    private Cell shaped(
            Cell.Type type,
            double y,
            double x,
            double a,
            double aspect,
            double angle,
            double reach,
            double dna,
            double ki67) {
        double lobe = random.nextDouble(2 * StrictMath.PI);
        return new Cell(
                type,
                y,
                x,
                a,
                a * aspect,
                StrictMath.cos(angle),
                StrictMath.sin(angle),
                random.nextDouble(0.08),
                StrictMath.cos(lobe),
                StrictMath.sin(lobe),
                reach * random.nextDouble(0.85, 1.15),
                dna,
                type == Cell.Type.EPITHELIAL ? random.nextDouble(0.6, 1.1) : 0,
                type == Cell.Type.T_CELL ? random.nextDouble(0.5, 1.1) : 0,
                ki67);
    }

    private boolean hasRoom(Cell cell) {
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                for (Cell other : bucket(cell.y(), cell.x(), dy, dx)) {
                    double apart = room(cell) + room(other);
                    double y = cell.y() - other.y();
                    double x = cell.x() - other.x();
                    if (y * y + x * x < apart * apart) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Half the distance to a neighbour of the same kind. */
    private static double room(Cell cell) {
        return switch (cell.type()) {
            case EPITHELIAL -> 1.02 * cell.radius();
            case T_CELL -> 1.03 * cell.radius();
            case STROMAL -> 1.35 * cell.radius();
        };
    }

    private List<Cell> bucket(double y, double x, int down, int right) {
        long row = (long) Math.floor(y / BUCKET) + down;
        long column = (long) Math.floor(x / BUCKET) + right;
        return buckets.computeIfAbsent(row * MOST_COLUMNS + column, k -> new ArrayList<>());
    }
}
