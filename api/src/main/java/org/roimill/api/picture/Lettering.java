package org.roimill.api.picture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Letters drawn by strokes, because a bare machine has no fonts. A letter is some lines on a small lattice: y from 0 (the
 * lowest descender) over 2 (where letters stand) and 6 (the height of an x) to 8 (that of a capital). Corners are rounded,
 * except where a point stands twice.
 */
final class Lettering {
    /** How high a capital is, in steps of the lattice. */
    private static final int CAPITAL = 6;

    private static final int BASE = 2;
    private static final int HIGHEST = 9;
    private static final int SPACE = 3;
    private static final double THICKNESS = 0.085;
    private static final int ROUNDINGS = 2;

    /** A letter, then its lines; each pair of digits is x and y. */
    private static final Map<Integer, Letter> LETTERS = parsed("""
            A 02282842 1434
            B 0208 08383505 05454202
            C 474808024243
            D 0208 08484202
            E 480808020242 0535
            F 48080802 0535
            G 474808024245 4525
            H 0208 4248 0545
            I 0222 1218 0828
            J 38320203
            K 0208 4804 1542
            L 08020242
            M 0208082525484842
            N 020808424248
            O 284842020828
            P 0208 08484505
            Q 284842020828 2442
            R 0208 08484505 2542
            S 4748080545420203
            T 0848 2822
            U 08024248
            V 08222248
            W 0812122626323248
            X 0842 0248
            Y 08252548 2522
            Z 084848020242
            a 4642 46060242
            b 0802 06464202
            c 454606024243
            d 4842 46060242
            e 0444444606024243
            f 381812 0636
            g 46400001 46060242
            h 0802 064642
            i 0206 0808
            j 262000 2828
            k 0802 4603 1442
            l 080212
            m 0206 063632 366662
            n 0206 064642
            o 264642020626
            p 0600 06464202
            q 4640 46060242
            r 0206 040636
            s 460604444202
            t 181232 0636
            u 060242 4642
            v 06222246
            w 0612122525323246
            x 0642 0246
            y 0622 4610
            z 064646020242
            0 284842020828
            1 07181812 0222
            2 07084845020242
            3 08484515 15454202
            4 323838040444
            5 48080805 05454202
            6 480802424505
            7 08484812
            8 284845050828 254542020525
            9 024248080545
            . 0202
            , 1201
            : 0202 0505
            ; 0505 1201
            - 0434
            _ 0141
            + 0444 2226
            * 0644 0446 0545
            / 0139
            ( 28060422
            ) 08262402
            [ 280808020222
            ] 082828222202
            < 46040442
            > 06444402
            = 0343 0545
            # 1218 3238 0444 0646
            % 0248 0807 4342
            ! 0804 0202
            ? 070848452524 2222
            ' 0807
            " 0807 2827
            | 0109
            µ 0600 060242 4642
            × 0337 0733
            · 0505
            """);

    private static final Letter UNKNOWN = Letter.of("0208484202");

    private Lettering() {}

    /** How wide a text is, in pixels, where capitals are {@code size} pixels high. */
    static int width(String text, double size) {
        double steps = text.codePoints().mapToDouble(Lettering::advance).sum();
        return (int) Math.ceil(steps * size / CAPITAL);
    }

    /** Writes a text whose capitals reach from {@code top} down {@code size} pixels. */
    static void write(String text, int top, int left, double size, Light colour, Rgb picture) {
        double step = size / CAPITAL;
        double x = left + 0.5 * step;
        for (int letter : text.codePoints().toArray()) {
            if (letter != ' ') {
                LETTERS.getOrDefault(letter, UNKNOWN).draw(top, x, step, colour, picture);
            }
            x += advance(letter) * step;
        }
    }

    private static double advance(int letter) {
        return letter == ' ' ? SPACE : LETTERS.getOrDefault(letter, UNKNOWN).width() + 1.8;
    }

    private static Map<Integer, Letter> parsed(String lines) {
        Map<Integer, Letter> letters = new HashMap<>();
        lines.lines().forEach(line -> letters.put(line.codePointAt(0), Letter.of(line.substring(2))));
        return letters;
    }

    /** Lines as x, y, x, y, ... */
    private record Letter(int width, List<double[]> lines) {
        private static final Pattern GAP = Pattern.compile(" ");

        static Letter of(String strokes) {
            List<double[]> lines =
                    GAP.splitAsStream(strokes).map(Letter::points).toList();
            int width = 0;
            for (double[] line : lines) {
                for (int i = 0; i < line.length; i += 2) {
                    width = Math.max(width, (int) line[i]);
                }
            }
            return new Letter(width, lines.stream().map(Letter::rounded).toList());
        }

        private static double[] points(String digits) {
            return digits.chars().mapToDouble(c -> c - '0').toArray();
        }

        /** Cuts each corner at a quarter of its sides, again and again. */
        private static double[] rounded(double[] line) {
            double[] now = line;
            for (int round = 0; round < ROUNDINGS && now.length > 4; round++) {
                int sides = now.length / 2 - 1;
                double[] next = new double[4 * sides];
                for (int i = 0; i < sides; i++) {
                    for (int d = 0; d < 2; d++) {
                        double from = now[2 * i + d];
                        double to = now[2 * i + 2 + d];
                        next[4 * i + d] = i == 0 ? from : 0.75 * from + 0.25 * to;
                        next[4 * i + 2 + d] = i == sides - 1 ? to : 0.25 * from + 0.75 * to;
                    }
                }
                now = next;
            }
            return now;
        }

        /** Pixels are covered as far as they lie within half a stroke's width of a line. */
        void draw(int top, double left, double step, Light colour, Rgb picture) {
            double half = Math.max(0.55, THICKNESS * CAPITAL * step);
            double ground = top + (CAPITAL + BASE) * step;
            int from = (int) Math.floor(top - 2 - (HIGHEST - BASE - CAPITAL) * step);
            for (int y = from; y <= ground + 2; y++) {
                for (int x = (int) Math.floor(left) - 2; x <= left + width * step + 2; x++) {
                    double away = distance((x - left) / step, (ground - y) / step) * step;
                    double cover = Math.clamp(half + 0.5 - away, 0.0, 1.0);
                    if (cover > 0) {
                        picture.blend(y, x, colour, cover);
                    }
                }
            }
        }

        private double distance(double x, double y) {
            double nearest = Double.POSITIVE_INFINITY;
            for (double[] line : lines) {
                for (int i = 0; i + 3 < line.length; i += 2) {
                    nearest = Math.min(nearest, distance(x, y, line, i));
                }
                if (line.length == 2) {
                    nearest = Math.min(nearest, Math.hypot(x - line[0], y - line[1]));
                }
            }
            return nearest;
        }

        private static double distance(double x, double y, double[] line, int i) {
            double dx = line[i + 2] - line[i];
            double dy = line[i + 3] - line[i + 1];
            double square = dx * dx + dy * dy;
            double along = square == 0 ? 0 : ((x - line[i]) * dx + (y - line[i + 1]) * dy) / square;
            double t = Math.clamp(along, 0.0, 1.0);
            return Math.hypot(x - line[i] - t * dx, y - line[i + 1] - t * dy);
        }
    }
}
