package org.roimill.runner.chain;

/**
 * A file that steps refer to by name.
 *
 * @param location a path, relative to the chain file, or an address
 * @param kind for example {@code table} or {@code model}
 * @param digest {@code sha256:} and 64 hexadecimal digits; null where the chain states none
 */
public record FileEntry(String name, String location, String kind, String digest) {}
