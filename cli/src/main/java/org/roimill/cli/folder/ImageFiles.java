package org.roimill.cli.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roimill.api.Mill;
import org.roimill.core.element.Kind;
import org.roimill.core.element.Pixels;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Formats;
import org.roimill.core.format.Roi;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Port;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.run.RoiResult;
import org.roimill.runner.run.RunOptions;
import org.roimill.stores.segfiles.FileNames;
import org.roimill.stores.segfiles.Saved;
import org.roimill.stores.segfiles.Segmentation;
import org.roimill.stores.segfiles.SegmentationFiles;

/**
 * Which files are made of each image and where.
 *
 * @param root the folder of the images
 * @param out where files go, with the folders that images lie in; null for beside the images
 * @param labels the outputs of the processor that hold labels
 * @param withFlows whether it is asked for its flows
 */
public record ImageFiles(
        Path root,
        Path out,
        Set<Saved> saved,
        String suffix,
        boolean inFolders,
        List<String> labels,
        boolean withFlows) {
    private static final String FLOWS = "flows";

    /** What a processor makes, as far as files are made of it. */
    public static ImageFiles of(Descriptor<?> processor, Path root, Path out, SaveOptions options) {
        List<String> labels = processor.outputs().stream()
                .filter(port -> port.kind() == Kind.LABELS && port.arity() != Port.Arity.OPTIONAL)
                .map(Port::name)
                .toList();
        if (labels.isEmpty()) {
            throw RoimillException.usage(
                    processor.id() + " makes no labels, of which files of masks could be saved",
                    "Leave --save out: what it makes goes into stores.");
        }
        boolean offered =
                processor.outputs().stream().anyMatch(port -> port.name().equals(FLOWS));
        Set<Saved> saved = options.saved();
        for (Saved what : saved) {
            if (what.needsFlows() && !offered) {
                throw RoimillException.usage(
                        processor.id() + " has no flows to save as " + what, "Leave " + what + " out of --save.");
            }
        }
        boolean flows = offered && saved.stream().anyMatch(Saved::takesFlows);
        return new ImageFiles(root, out, saved, options.suffix(), options.inFolders(), labels, flows);
    }

    /** The names of all that the processor is asked for, in the order of its ports. */
    public List<String> outputs(Descriptor<?> processor) {
        List<String> names = new ArrayList<>();
        int until = 0;
        for (Port port : processor.outputs()) {
            names.add(port.name());
            if (port.arity() != Port.Arity.OPTIONAL || (withFlows && port.name().equals(FLOWS))) {
                until = names.size();
            }
        }
        return names.subList(0, until);
    }

    Path folder(RoiEntry image) {
        Path beside = image.path().toAbsolutePath().getParent();
        return out == null
                ? beside
                : out.toAbsolutePath()
                        .resolve(root.toAbsolutePath().relativize(beside).toString());
    }

    private FileNames names(RoiEntry image, String port) {
        String base = FolderImages.base(image.path());
        return new FileNames(folder(image), labels.size() == 1 ? base : base + "_" + port, suffix, inFolders);
    }

    Collection<Path> wanted(RoiEntry image) {
        List<Path> all = new ArrayList<>();
        labels.forEach(port -> saved.forEach(what -> all.add(names(image, port).of(what))));
        return all;
    }

    /** Makes the files of what was milled. */
    Collection<Path> write(Mill mill, RoiEntry image, RoiResult milled, RunOptions options) {
        Map<Path, Saved> made = new LinkedHashMap<>();
        try (Roi found = mill.open(milled.result());
                Roi source = Formats.open(image.path(), options.opening(image))) {
            Pixels flows = withFlows ? found.pixels(FLOWS, 0) : null;
            String read = milled.plan().reads().keySet().iterator().next();
            Pixels pixels = source.pixels(read.replaceFirst("/.*", ""), 0);
            for (String port : labels) {
                Segmentation s = new Segmentation(
                        found.pixels(port, 0), flows, pixels, image.path().toString());
                SegmentationFiles.write(s, saved, names(image, port)).forEach((what, file) -> made.put(file, what));
            }
        }
        return made.keySet();
    }
}
