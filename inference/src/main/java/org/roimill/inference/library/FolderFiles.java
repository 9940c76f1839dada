package org.roimill.inference.library;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model in a folder. */
record FolderFiles(Path folder) implements ModelFiles {
    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public boolean has(String name) {
        return Files.isRegularFile(folder.resolve(name));
    }

    @Override
    public long size(String name) {
        return folder.resolve(name).toFile().length();
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name));
    }

    @Override
    public MemorySegment map(String name, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(name))) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }
}
