package org.roimill.stores.tiff;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;

/**
 * Lets other programs read through this module: {@code read FILE SERIES LEVEL OUT.npy [AXES]} as arguments, or any
 * number of such lines, with tabs between the words, on standard input. Prints one line for each: {@code ok}, axes,
 * dtype, levels, channels, spacing; or {@code error} and the message. {@code time FILE ROUNDS} reads the first image
 * again and again on one thread and prints the best speed, by processor time.
 */
final class TiffProbe {
    private TiffProbe() {}

    static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length == 3 && args[0].equals("time")) {
            out.println(time(Path.of(args[1]), Integer.parseInt(args[2])));
            return;
        }
        if (args.length > 0) {
            out.println(answer(args));
            return;
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println(answer(line.split("\t", -1)));
        }
    }

    private static String answer(String[] words) throws IOException {
        if (words.length < 5 || !words[0].equals("read")) {
            return "error\tread FILE SERIES LEVEL OUT.npy [AXES]";
        }
        TiffOptions options = words.length > 5 ? TiffOptions.axes(words[5]) : TiffOptions.NONE;
        try (TiffFile file = TiffFile.open(Path.of(words[1]), options);
                Arena arena = Arena.ofShared()) {
            TiffImage image = file.images().get(Integer.parseInt(words[2]));
            int level = Integer.parseInt(words[3]);
            Grid grid = image.grid(level);
            Region all = Region.ofShape(grid.shape());
            Block block = Block.zeros(image.dtype(), all, arena);
            for (Region part : all.cells(image.chunkShape(level))) {
                image.read(level, part, block);
            }
            Npy.write(Path.of(words[4]), block);
            StringBuilder spacing = new StringBuilder();
            for (Axis axis : grid.axes()) {
                if (grid.isCalibrated(axis)) {
                    spacing.append(axis.letter())
                            .append('=')
                            .append(grid.spacing(axis))
                            .append(grid.units().get(axis))
                            .append(' ');
                }
            }
            return String.join(
                    "\t",
                    "ok",
                    grid.axes().toString(),
                    image.dtype().toString(),
                    String.valueOf(image.levels()),
                    String.join("|", image.channels()),
                    spacing.toString().strip());
        } catch (RoimillException e) {
            return "error\t" + e.getMessage().replace("\n", " / ");
        }
    }

    private static String time(Path path, int rounds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double best = 0;
        for (int round = 0; round < rounds; round++) {
            long start = threads.getCurrentThreadCpuTime();
            long bytes = 0;
            try (TiffFile file = TiffFile.open(path, TiffOptions.NONE);
                    Arena arena = Arena.ofShared()) {
                TiffImage image = file.image();
                long[] chunk = image.chunkShape(0);
                Block block = Block.zeros(image.dtype(), Region.ofShape(chunk), arena);
                for (Region part : Region.ofShape(image.grid(0).shape()).cells(chunk)) {
                    Block into =
                            part.voxels() == block.voxels() ? block.at(part) : Block.zeros(image.dtype(), part, arena);
                    image.read(0, part, into);
                    bytes += into.bytes();
                }
            }
            best = Math.max(best, bytes * 1e3 / (threads.getCurrentThreadCpuTime() - start));
        }
        return String.format(Locale.ROOT, "%s\t%.0f MB/s", path.getFileName(), best);
    }
}
