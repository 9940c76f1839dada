package org.roimill.core.pixel;

/** The form in which a kernel wants its voxels, so that one kernel serves all types. */
public enum Lane {
    /** As they are stored. For moving, masking and order statistics, which are exact in every type. */
    STORED,
    /** Single precision. */
    F32,
    /** Double precision. */
    F64,
    /** 32 bits of label, zero being background; ids above 2^31 keep their bits and are compared unsigned. */
    LABEL;

    /** The type of a block in this lane when the element is stored as {@code stored}. */
    public DType dtype(DType stored) {
        return switch (this) {
            case STORED -> stored;
            case F32 -> DType.F32;
            case F64 -> DType.F64;
            case LABEL -> DType.U32;
        };
    }
}
