package org.roimill.cli.folder;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.roimill.core.error.RoimillException;
import org.roimill.core.text.Spelling;
import org.roimill.stores.segfiles.FileNames;
import org.roimill.stores.segfiles.Saved;
import picocli.CommandLine.Option;

/** What of the images of a folder is taken, and which files are made. Names with underscores are those of Cellpose. */
public final class SaveOptions {
    /** The word that stands for no files but a store. */
    private static final String STORE = "store";

    @Option(
            names = "--save",
            paramLabel = "WHAT,...",
            split = ",",
            description = "The files that a segmenter makes of each image of a folder: masks-tif, masks-png, seg-npy,"
                    + " outlines-png, outlines-txt, rois, flows, dP, geojson. By default masks-tif,seg-npy."
                    + " store makes a store of each image instead.")
    private List<String> save = List.of();

    @Option(
            names = {"--output-name", "--output_name"},
            paramLabel = "SUFFIX",
            description = "What the names of masks end with; _cp_masks by default.")
    private String suffix = FileNames.SUFFIX;

    @Option(
            names = {"--in-folders", "--in_folders"},
            description = "Masks, outlines, texts and flows go into a folder each.")
    private boolean inFolders;

    @Option(
            names = {"--image-filter", "--img_filter"},
            paramLabel = "TEXT",
            description = "Of a folder, the images alone whose names end with this, before .tif.")
    private String filter = "";

    @Option(
            names = {"--look-one-level-down", "--look_one_level_down"},
            description = "Of a folder, the images in its folders too.")
    private boolean oneLevelDown;

    @Option(names = "--save_tif", hidden = true)
    private boolean tif;

    @Option(names = "--save_png", hidden = true)
    private boolean png;

    @Option(names = "--save_txt", hidden = true)
    private boolean txt;

    @Option(names = "--save_rois", hidden = true)
    private boolean rois;

    @Option(names = "--save_outlines", hidden = true)
    private boolean outlines;

    @Option(names = "--save_flows", hidden = true)
    private boolean flows;

    @Option(names = "--no_npy", hidden = true)
    private boolean noNpy;

    /** Whether files are asked for by name. */
    public boolean isAsked() {
        return !save.isEmpty() || noNpy || !flagged().isEmpty();
    }

    /** Whether a store is asked for, and so no files. */
    public boolean isStore() {
        return save.contains(STORE);
    }

    public String suffix() {
        return suffix;
    }

    public boolean inFolders() {
        return inFolders;
    }

    public String filter() {
        return filter;
    }

    public boolean oneLevelDown() {
        return oneLevelDown;
    }

    public Set<Saved> saved() {
        Set<Saved> all = flagged();
        if (save.isEmpty()) {
            if (all.isEmpty() && !noNpy) {
                all.add(Saved.MASKS_TIF);
            }
            if (!noNpy) {
                all.add(Saved.SEG_NPY);
            }
        }
        save.forEach(word -> all.add(find(word)));
        if (all.isEmpty()) {
            throw RoimillException.usage("nothing is left to save", "Say what: --save masks-tif.");
        }
        return all;
    }

    private static Saved find(String word) {
        Saved found = Saved.find(word.strip());
        if (found != null) {
            return found;
        }
        String near = Spelling.nearest(word, Saved.words()).orElse(null);
        throw RoimillException.usage(
                "--save " + word + " is no kind of file" + (near == null ? "" : "; do you mean " + near + "?"),
                "There are: " + String.join(", ", Saved.words()) + "; store, by itself, makes a store of each image.");
    }

    private Set<Saved> flagged() {
        Set<Saved> all = EnumSet.noneOf(Saved.class);
        add(all, tif, Saved.MASKS_TIF);
        add(all, png, Saved.MASKS_PNG);
        add(all, txt, Saved.OUTLINES_TXT);
        add(all, rois, Saved.ROIS);
        add(all, outlines, Saved.OUTLINES_PNG);
        add(all, flows, Saved.FLOWS);
        add(all, flows, Saved.DP);
        return all;
    }

    private static void add(Set<Saved> all, boolean asked, Saved what) {
        if (asked) {
            all.add(what);
        }
    }
}
