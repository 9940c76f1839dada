package org.roimill.core.pixel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.space.Region;

/**
 * A dense box of voxels on one native memory segment, in C order, the last axis fastest. It may hold more than 2^31
 * voxels. A block does not own its memory: whoever allocated the segment (as a rule a
 * {@link org.roimill.core.memory.Lease}) frees it, and OpenCV, ONNX Runtime and codecs may look at the same bytes.
 */
public final class Block {
    private final DType dtype;
    private final Region region;
    private final MemorySegment data;

    private Block(DType dtype, Region region, MemorySegment data) {
        this.dtype = dtype;
        this.region = region;
        this.data = data;
    }

    /** Over existing memory, which must be native, aligned to the type, and exactly as long as the box is large. */
    public static Block over(DType dtype, Region region, MemorySegment data) {
        long bytes = Math.multiplyExact(region.voxels(), dtype.bytes());
        if (data.byteSize() != bytes) {
            throw new IllegalArgumentException("a block of " + dtype + " over " + region + " is " + bytes
                    + " bytes, the segment " + data.byteSize());
        }
        if (!data.isNative() || data.address() % dtype.bytes() != 0) {
            throw new IllegalArgumentException("a block needs native memory aligned to " + dtype.bytes() + " bytes");
        }
        return new Block(dtype, region, data);
    }

    /** A new block of zeros in that arena. For tests and small things; work on images goes through the ledger. */
    public static Block zeros(DType dtype, Region region, Arena arena) {
        long bytes = Math.multiplyExact(region.voxels(), dtype.bytes());
        return new Block(dtype, region, arena.allocate(bytes, 64));
    }

    public DType dtype() {
        return dtype;
    }

    public Region region() {
        return region;
    }

    public MemorySegment data() {
        return data;
    }

    public long voxels() {
        return region.voxels();
    }

    public long bytes() {
        return data.byteSize();
    }

    /** The distance, in voxels, between neighbours along axis {@code d}. */
    public long stride(int d) {
        long stride = 1;
        for (int k = region.dims() - 1; k > d; k--) {
            stride *= region.size(k);
        }
        return stride;
    }

    /** The place of a voxel, given in the coordinates of {@link #region()}. */
    public long index(long... point) {
        long index = 0;
        for (int d = 0; d < point.length; d++) {
            index = index * region.size(d) + (point[d] - region.min(d));
        }
        return index;
    }

    /** The same memory at another place; the shape must be the same. */
    public Block at(Region elsewhere) {
        if (!Arrays.equals(region.shape(), elsewhere.shape())) {
            throw new IllegalArgumentException(elsewhere + " has another shape than " + region);
        }
        return over(dtype, elsewhere, data);
    }

    /** The same memory as a box of other sides, say, without an axis of one voxel; as many voxels as before. */
    public Block reshaped(Region box) {
        return over(dtype, box, data);
    }

    /** The same bytes read as another type of the same width. */
    public Block as(DType other) {
        return over(other, region, data);
    }

    /**
     * The part at one position along the first axes, without those axes and without a copy: {@code slice(c, z)} of a
     * czyx block is the yx plane there. Positions are in the coordinates of {@link #region()}.
     */
    public Block slice(long... leading) {
        int n = leading.length;
        Region inner = region.dims(n, region.dims());
        long index = 0;
        for (int d = 0; d < n; d++) {
            if (leading[d] < region.min(d) || leading[d] >= region.max(d)) {
                throw new IndexOutOfBoundsException("no slice " + leading[d] + " along axis " + d + " of " + region);
            }
            index = index * region.size(d) + (leading[d] - region.min(d));
        }
        long bytes = inner.voxels() * dtype.bytes();
        return new Block(dtype, inner, data.asSlice(index * bytes, bytes));
    }

    /** A value as a double; 64-bit integers lose their last bits. */
    public double get(long i) {
        return switch (dtype) {
            case BOOL, U8 -> data.getAtIndex(ValueLayout.JAVA_BYTE, i) & 0xFF;
            case I8 -> data.getAtIndex(ValueLayout.JAVA_BYTE, i);
            case U16 -> data.getAtIndex(ValueLayout.JAVA_SHORT, i) & 0xFFFF;
            case I16 -> data.getAtIndex(ValueLayout.JAVA_SHORT, i);
            case U32 -> data.getAtIndex(ValueLayout.JAVA_INT, i) & 0xFFFFFFFFL;
            case I32 -> data.getAtIndex(ValueLayout.JAVA_INT, i);
            case U64 -> Rounding.unsignedToDouble(data.getAtIndex(ValueLayout.JAVA_LONG, i));
            case I64 -> data.getAtIndex(ValueLayout.JAVA_LONG, i);
            case F16 -> Float.float16ToFloat(data.getAtIndex(ValueLayout.JAVA_SHORT, i));
            case F32 -> data.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            case F64 -> data.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
        };
    }

    /** An integer value exactly; {@code u64} as its 64 bits. Not for floating types. */
    public long getLong(long i) {
        return switch (dtype) {
            case BOOL, U8 -> data.getAtIndex(ValueLayout.JAVA_BYTE, i) & 0xFF;
            case I8 -> data.getAtIndex(ValueLayout.JAVA_BYTE, i);
            case U16 -> data.getAtIndex(ValueLayout.JAVA_SHORT, i) & 0xFFFF;
            case I16 -> data.getAtIndex(ValueLayout.JAVA_SHORT, i);
            case U32 -> data.getAtIndex(ValueLayout.JAVA_INT, i) & 0xFFFFFFFFL;
            case I32 -> data.getAtIndex(ValueLayout.JAVA_INT, i);
            case U64, I64 -> data.getAtIndex(ValueLayout.JAVA_LONG, i);
            case F16, F32, F64 -> throw new IllegalStateException("getLong on " + dtype);
        };
    }

    /** Stores a value by the rules of {@link Rounding}. */
    public void set(long i, double value) {
        switch (dtype) {
            case F64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
            case F32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
            case F16 -> data.setAtIndex(ValueLayout.JAVA_SHORT, i, Rounding.toHalf(value));
            default -> setLong(i, Rounding.toInteger(value, dtype));
        }
    }

    /** Stores the low bits of an integer; the caller has clamped it. Not for floating types. */
    public void setLong(long i, long value) {
        switch (dtype.bytes()) {
            case 1 -> data.setAtIndex(ValueLayout.JAVA_BYTE, i, (byte) value);
            case 2 -> data.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) value);
            case 4 -> data.setAtIndex(ValueLayout.JAVA_INT, i, (int) value);
            default -> data.setAtIndex(ValueLayout.JAVA_LONG, i, value);
        }
    }

    /** Every voxel the same. */
    public Block fill(double value) {
        if (voxels() == 0) {
            return this;
        }
        set(0, value);
        return repeatFirst();
    }

    /** Every voxel the same integer, exactly. */
    public Block fillLong(long value) {
        if (voxels() == 0) {
            return this;
        }
        setLong(0, value);
        return repeatFirst();
    }

    /** Doubles a filled prefix until it covers everything, so that it costs what copying costs. */
    private Block repeatFirst() {
        long filled = dtype.bytes();
        while (filled < data.byteSize()) {
            long n = Math.min(filled, data.byteSize() - filled);
            MemorySegment.copy(data, 0, data, filled, n);
            filled += n;
        }
        return this;
    }

    /** Copies the voxels that both blocks cover, row by row; the types must be the same. */
    public void copyTo(Block target) {
        copyTo(target, region.intersect(target.region));
    }

    /** Copies one region, which both blocks must cover, row by row; the types must be the same. */
    public void copyTo(Block target, Region part) {
        if (dtype != target.dtype) {
            throw new IllegalArgumentException("copy from " + dtype + " to " + target.dtype + ": convert instead");
        }
        if (!region.contains(part) || !target.region.contains(part)) {
            throw new IndexOutOfBoundsException(part + " is not in both " + region + " and " + target.region);
        }
        Rows.copy(this, target, part);
    }

    @Override
    public String toString() {
        return dtype + " " + region;
    }
}
