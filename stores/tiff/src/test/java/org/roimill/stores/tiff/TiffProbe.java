package org.roimill.stores.tiff;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;

/**
 * Lets other programs read through this module: {@code read FILE SERIES LEVEL OUT.npy [AXES]} as arguments, or any
 * number of such lines, with tabs between the words, on standard input. Prints one line for each: {@code ok}, axes,
 * dtype, levels, channels, spacing; or {@code error} and the message.
 */
final class TiffProbe {
    private TiffProbe() {}

    static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
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
                    spacing.append(axis.letter()).append('=').append(grid.spacing(axis)).append(grid.units().get(axis)).append(' ');
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
}
