package org.roimill.runner.chain;

/**
 * What a step says about the files that its crops become. Each is null where it does not say.
 *
 * @param as the kind of file, for example {@code tiff}
 * @param to a folder
 * @param template how each file is named
 */
public record CropWish(String as, String to, String template) {}
