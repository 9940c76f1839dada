package org.roimill.inference.library;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.roimill.inference.card.Card;

/** A model that comes with roimill, beside its classes. */
record BuiltIn(String name) implements ModelFiles {
    private static final List<String> NAMES = List.of("nuclei-small");
    /** More than that nobody would want to get with a program. */
    private static final long LARGEST = 4L << 20;

    private static final String ROOT = "/org/roimill/inference/models/";

    /** Those that this build holds. */
    static List<BuiltIn> all() {
        return NAMES.stream()
                .map(BuiltIn::new)
                .filter(model -> model.has(Card.FILE))
                .toList();
    }

    @Override
    public String place() {
        return "built-in " + name;
    }

    @Override
    public boolean has(String file) {
        return BuiltIn.class.getResource(ROOT + name + "/" + file) != null;
    }

    @Override
    public long size(String file) {
        return has(file) ? LARGEST : 0;
    }

    @Override
    public InputStream open(String file) throws IOException {
        InputStream in = BuiltIn.class.getResourceAsStream(ROOT + name + "/" + file);
        if (in == null) {
            throw new FileNotFoundException(file);
        }
        return in;
    }

    @Override
    public MemorySegment map(String file, Arena arena) throws IOException {
        try (Limited in = new Limited(open(file), Integer.MAX_VALUE, place() + "/" + file)) {
            return in.all(arena);
        }
    }
}
