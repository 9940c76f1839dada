package org.roimill.stores.segfiles;

import java.nio.file.Path;

/**
 * Where the files of one image go.
 *
 * @param base the image's name without its ending
 * @param suffix what the names of masks end with; {@code _cp_masks} in Cellpose
 * @param inFolders whether masks, outlines, texts and flows have a folder each
 */
public record FileNames(Path folder, String base, String suffix, boolean inFolders) {
    public static final String SUFFIX = "_cp_masks";

    public Path of(Saved what) {
        return switch (what) {
            case MASKS_TIF -> in("masks", base + suffix + ".tif");
            case MASKS_PNG -> in("masks", base + suffix + ".png");
            case SEG_NPY -> folder.resolve(base + "_seg.npy");
            case OUTLINES_PNG -> in("outlines", base + "_outlines" + suffix + ".png");
            case OUTLINES_TXT -> in("txt_outlines", base + "_cp_outlines.txt");
            case ROIS -> folder.resolve(base + "_rois.zip");
            case FLOWS -> in("flows", base + "_flows" + suffix + ".tif");
            case DP -> in("flows", base + "_dP" + suffix + ".tif");
            case GEOJSON -> folder.resolve(base + ".geojson");
        };
    }

    private Path in(String own, String name) {
        return (inFolders ? folder.resolve(own) : folder).resolve(name);
    }
}
