package org.roimill.dist;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.stores.tiff.write.TiffWriter;

/** Images that a segmenter cannot work on, or has little to do with. */
final class BadImages {
    private BadImages() {}

    static void write(Path folder) throws IOException {
        image(folder.resolve("plane.tif"), DType.U8, "yx", 48, 56);
        image(folder.resolve("stack.tif"), DType.U8, "zyx", 5, 48, 56);
        image(folder.resolve("two.tif"), DType.U8, "cyx", 2, 48, 56);
        image(folder.resolve("small.tif"), DType.U16, "yx", 3, 2);
        tiff(folder.resolve("black.tif"), Grid.of("yx", 48, 56), DType.U8, (block, i) -> 0);
        tiff(folder.resolve("hole.tif"), Grid.of("yx", 48, 56), DType.F32, (block, i) -> i == 77 ? Double.NaN : i % 9);
        pictures(folder);
    }

    private static void pictures(Path folder) throws IOException {
        BufferedImage plane = new BufferedImage(56, 48, BufferedImage.TYPE_BYTE_GRAY);
        Random random = new Random(5);
        for (int i = 0; i < 56 * 48; i++) {
            plane.getRaster().setSample(i % 56, i / 56, 0, random.nextInt(256));
        }
        Path png = folder.resolve("plane.png");
        ImageIO.write(plane, "png", png.toFile());
        byte[] whole = Files.readAllBytes(png);
        Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));
        ByteBuffer.wrap(whole).putInt(16, 60_000).putInt(20, 60_000);
        Files.write(folder.resolve("vast.png"), whole);
        byte[] bits = Files.readAllBytes(png);
        bits[24] = 1;
        Files.write(folder.resolve("bits.png"), bits);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(plane, "jpeg", out);
        byte[] print = out.toByteArray();
        int frame = 0;
        while ((print[frame] & 0xFF) != 0xFF || (print[frame + 1] & 0xFF) != 0xC0) {
            frame++;
        }
        print[frame + 9] = 4;
        Files.write(folder.resolve("print.jpg"), print);
    }

    /** The value of each voxel. */
    interface Paint {
        double at(Block block, long index);
    }

    private static void image(Path file, DType type, String axes, long... shape) throws IOException {
        Random random = new Random(5);
        tiff(file, Grid.of(axes, shape), type, (block, i) -> random.nextInt(256));
    }

    static void tiff(Path file, Grid grid, DType type, Paint paint) throws IOException {
        RasterSpec spec = RasterSpec.image(grid, type);
        try (Arena arena = Arena.ofConfined();
                TiffWriter writer = TiffWriter.create(file, spec)) {
            Block all = Block.zeros(type, grid.region(), arena);
            for (long i = 0; i < all.voxels(); i++) {
                all.set(i, paint.at(all, i));
            }
            long page = grid.size(Axis.Y) * grid.size(Axis.X) * type.bytes();
            for (long at = 0; at < all.bytes(); at += page) {
                writer.page(all.data().asSlice(at, page));
            }
        }
    }
}
