package org.roimill.stores.zarr.meta;

import org.roimill.core.pixel.DType;

/** What the elements of an array are. */
public sealed interface ElementType {
    /** Numbers that fit into a block. */
    record Numeric(DType dtype) implements ElementType {
        @Override
        public String toString() {
            return dtype.toString();
        }
    }

    /** Text of any length, in UTF-8. */
    record Text() implements ElementType {
        @Override
        public String toString() {
            return "string";
        }
    }

    /** Byte strings of any length. */
    record VarBytes() implements ElementType {
        @Override
        public String toString() {
            return "bytes";
        }
    }

    /** Text of at most that many code points, in UTF-32, padded by zeros. */
    record FixedText(int chars) implements ElementType {
        @Override
        public String toString() {
            return "text of " + chars + " characters";
        }
    }

    /** Byte strings of one length; {@code terminated} if zeros at the end are padding. */
    record FixedBytes(int length, boolean terminated) implements ElementType {
        @Override
        public String toString() {
            return "byte strings of " + length;
        }
    }

    /** A type that is known by name only: its arrays can be listed and described, not read. */
    record Other(String name) implements ElementType {
        @Override
        public String toString() {
            return name;
        }
    }

    static ElementType of(DType dtype) {
        return new Numeric(dtype);
    }

    /** Bytes of one element; 0 where elements differ in length or are not understood. */
    default int bytes() {
        return switch (this) {
            case Numeric n -> n.dtype().bytes();
            case FixedText t -> 4 * t.chars();
            case FixedBytes b -> b.length();
            case Text t -> 0;
            case VarBytes v -> 0;
            case Other o -> 0;
        };
    }

    /** Whether every element has the same number of bytes. */
    default boolean isFixed() {
        return switch (this) {
            case Numeric n -> true;
            case FixedText t -> true;
            case FixedBytes b -> true;
            case Text t -> false;
            case VarBytes v -> false;
            case Other o -> false;
        };
    }
}
