package org.roimill.stores.tiff.series;

import org.roimill.core.space.Axis;

/**
 * One dimension along which the pages of an image are ordered.
 *
 * @param axis null where the file does not say
 */
public record Dim(Axis axis, long size) {
    @Override
    public String toString() {
        return (axis == null ? "?" : String.valueOf(axis.letter())) + "=" + size;
    }
}
