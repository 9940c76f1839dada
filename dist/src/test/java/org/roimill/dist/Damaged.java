package org.roimill.dist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files and stores that something happened to. */
final class Damaged {
    private static final Path ELEMENT = Path.of("images/cells");
    private static final Path METADATA = ELEMENT.resolve("s0/zarr.json");
    private static final Path CHUNK = ELEMENT.resolve("s0/c/1/0/0");

    private Damaged() {}

    private interface Damage {
        void to(Path store) throws IOException;
    }

    /** Converts the sample once, and damages a copy of the store in each of several ways. */
    static void stores(Path folder) throws IOException {
        Launched made = Launched.roimill(folder, "convert", "cells.tif", "whole.zarr");
        if (made.exit() != 0) {
            throw new IllegalStateException(made.err());
        }
        copy(folder, "chunk-cut.zarr", store -> shorten(store.resolve(CHUNK)));
        copy(folder, "byte-changed.zarr", store -> {
            byte[] bytes = Files.readAllBytes(store.resolve(CHUNK));
            bytes[bytes.length / 2] ^= 1;
            Files.write(store.resolve(CHUNK), bytes);
        });
        copy(folder, "chunk-gone.zarr", store -> Files.delete(store.resolve(CHUNK)));
        copy(
                folder,
                "petabyte.zarr",
                store -> edit(
                        store,
                        "\"shape\" : \\[ 2, 450, 450 ]",
                        "\"shape\" : [ 2, 9007199254740993, 9007199254740993 ]"));
        copy(
                folder,
                "negative-chunk.zarr",
                store -> edit(store, "\"chunk_shape\" : \\[ 1,", "\"chunk_shape\" : [ -1,"));
        copy(folder, "unknown-codec.zarr", store -> edit(store, "\"blosc\"", "\"squash\""));
        copy(folder, "vast.zarr", store -> {
            String shape = "\"shape\" : [ 2, 450, 450 ]";
            for (Path file : new Path[] {store.resolve(METADATA), store.resolve("zarr.json")}) {
                Files.writeString(file, Files.readString(file).replace(shape, "\"shape\" : [ 2, 33554432, 33554432 ]"));
            }
        });
        copy(folder, "metadata-cut.zarr", store -> shorten(store.resolve(METADATA)));
        copy(folder, "link.zarr", store -> {
            Files.move(store.resolve(ELEMENT), folder.resolve("elsewhere"));
            Files.createSymbolicLink(store.resolve(ELEMENT), folder.resolve("elsewhere"));
        });
    }

    /** The store that nothing happened to, under another name. */
    static void whole(Path folder, String name) throws IOException {
        copy(folder, name, store -> {});
    }

    private static void copy(Path folder, String name, Damage damage) throws IOException {
        Path from = folder.resolve("whole.zarr");
        Path to = folder.resolve(name);
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        damage.to(to);
    }

    private static void shorten(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static void edit(Path store, String pattern, String replacement) throws IOException {
        Path file = store.resolve(METADATA);
        String before = Files.readString(file);
        String after = before.replaceFirst(pattern, replacement);
        if (after.equals(before)) {
            throw new IllegalStateException("nothing to damage in " + before);
        }
        Files.writeString(file, after);
    }

    /** An image of which no chunk was ever written, too large for most things. */
    static void sparse(Path store, long side) throws IOException {
        Files.createDirectories(store.resolve("s0"));
        Files.writeString(store.resolve("zarr.json"), """
                {"zarr_format": 3, "node_type": "group", "attributes": {"ome": {"version": "0.5", "multiscales": [{
                  "name": "big",
                  "axes": [{"name": "y", "type": "space", "unit": "micrometer"},
                           {"name": "x", "type": "space", "unit": "micrometer"}],
                  "datasets": [{"path": "s0", "coordinateTransformations": [{"type": "scale", "scale": [1, 1]}]}]}]}}}
                """);
        Files.writeString(store.resolve("s0/zarr.json"), """
                {"zarr_format": 3, "node_type": "array", "shape": [%1$d, %1$d], "data_type": "uint8",
                 "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [1024, 1024]}},
                 "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}},
                 "fill_value": 0, "codecs": [{"name": "bytes", "configuration": {"endian": "little"}}]}
                """.formatted(side));
    }

    /** An archive with a name that leads out of the folder it would be unpacked to. */
    static void climbingZip(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("zarr.json"));
            zip.write("{\"zarr_format\":3,\"node_type\":\"group\"}".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("../../outside/zarr.json"));
            zip.write('{');
        }
    }

    /** A header and one directory without tags whose next directory is itself. */
    static byte[] loopingTiff() {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        tiff.putShort((short) 1)
                .putShort((short) 256)
                .putShort((short) 4)
                .putInt(1)
                .putInt(7);
        return tiff.putInt(8).array();
    }
}
