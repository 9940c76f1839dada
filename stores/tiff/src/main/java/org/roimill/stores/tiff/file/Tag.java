package org.roimill.stores.tiff.file;

/** The tags that matter here; all others are passed over. */
public enum Tag {
    NEW_SUBFILE_TYPE(254, "NewSubfileType"),
    IMAGE_WIDTH(256, "ImageWidth"),
    IMAGE_LENGTH(257, "ImageLength"),
    BITS_PER_SAMPLE(258, "BitsPerSample"),
    COMPRESSION(259, "Compression"),
    PHOTOMETRIC(262, "PhotometricInterpretation"),
    FILL_ORDER(266, "FillOrder"),
    IMAGE_DESCRIPTION(270, "ImageDescription"),
    STRIP_OFFSETS(273, "StripOffsets"),
    SAMPLES_PER_PIXEL(277, "SamplesPerPixel"),
    ROWS_PER_STRIP(278, "RowsPerStrip"),
    STRIP_BYTE_COUNTS(279, "StripByteCounts"),
    X_RESOLUTION(282, "XResolution"),
    Y_RESOLUTION(283, "YResolution"),
    PLANAR_CONFIGURATION(284, "PlanarConfiguration"),
    RESOLUTION_UNIT(296, "ResolutionUnit"),
    PREDICTOR(317, "Predictor"),
    TILE_WIDTH(322, "TileWidth"),
    TILE_LENGTH(323, "TileLength"),
    TILE_OFFSETS(324, "TileOffsets"),
    TILE_BYTE_COUNTS(325, "TileByteCounts"),
    SUB_IFDS(330, "SubIFDs"),
    SAMPLE_FORMAT(339, "SampleFormat"),
    YCBCR_SUBSAMPLING(530, "YCbCrSubSampling"),
    IMAGE_DEPTH(32997, "ImageDepth");

    private static final Tag[] BY_ID = new Tag[0x10000];

    static {
        for (Tag tag : values()) {
            BY_ID[tag.id] = tag;
        }
    }

    private final int id;
    private final String text;

    Tag(int id, String text) {
        this.id = id;
        this.text = text;
    }

    public int id() {
        return id;
    }

    /** By its number; null if it is none of these. */
    static Tag find(int id) {
        return BY_ID[id];
    }

    /** Its name in the TIFF specification, with its number. */
    @Override
    public String toString() {
        return text + " (" + id + ")";
    }
}
