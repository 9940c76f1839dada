package org.roimill.api;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.roimill.api.picture.ContactSheet;
import org.roimill.api.picture.Panel;
import org.roimill.api.picture.QuickLook;
import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Format;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import org.roimill.core.memory.Ledger;
import org.roimill.core.processor.OpenResources;
import org.roimill.core.registry.Registry;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.ChainReader;
import org.roimill.runner.chain.KnownParameters;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.chain.SampleSheet;
import org.roimill.runner.run.ChainRun;
import org.roimill.runner.run.Checked;
import org.roimill.runner.run.RunOptions;
import org.roimill.runner.run.RunReport;
import org.roimill.runner.run.RunWatcher;
import org.roimill.runner.stage.BlockSize;
import org.roimill.runner.stage.Stop;

/**
 * Roimill for scripts, notebooks and programs. One mill holds the processors, the memory and the threads; it can check
 * and run any number of chains.
 *
 * <pre>{@code
 * try (Mill mill = Mill.start()) {
 *     Chain chain = mill.chain(Path.of("chain.yaml"));
 *     RunReport report = mill.run(chain, mill.rois("cores/*.zarr"), RunOptions.DEFAULT);
 *     BufferedImage look = mill.picture(Path.of("cores/a.zarr"), "nuclei");
 * }
 * }</pre>
 */
public final class Mill implements AutoCloseable {
    private final Registry registry;
    private final Machine machine;
    private final Ledger ledger;
    private final Stop stop;
    private final OpenResources resources;

    private Mill(Registry registry, Machine machine, Stop stop, Consumer<String> notes) {
        this.registry = registry;
        this.machine = machine;
        this.ledger = new Ledger(machine.pixelMemory());
        this.stop = stop;
        this.resources = OpenResources.open(machine.device(), notes);
    }

    /** With all that the machine grants, and the plugins that the environment names. */
    public static Mill start() {
        return start(Machine.of(0, 0), List.of(), new Stop());
    }

    /**
     * @param plugins folders with jars of more processors, beside those that {@code ROIMILL_PLUGINS} names
     * @param stop to end its work from elsewhere
     */
    public static Mill start(Machine machine, List<Path> plugins, Stop stop) {
        return start(machine, plugins, stop, note -> System.err.println("roimill: " + note));
    }

    /**
     * @param plugins folders with jars of more processors, beside those that {@code ROIMILL_PLUGINS} names
     * @param stop to end its work from elsewhere
     * @param notes is told, once each, what the user should know: for example that a GPU is not used
     */
    public static Mill start(Machine machine, List<Path> plugins, Stop stop, Consumer<String> notes) {
        return new Mill(Registry.load(pluginFolders(plugins)), machine, stop, notes);
    }

    /** These folders, and those in the environment. */
    public static List<Path> pluginFolders(List<Path> given) {
        List<Path> folders = new ArrayList<>(given);
        String more = System.getenv("ROIMILL_PLUGINS");
        if (more != null) {
            Pattern.compile(Pattern.quote(File.pathSeparator))
                    .splitAsStream(more)
                    .filter(f -> !f.isBlank())
                    .map(Path::of)
                    .forEach(folders::add);
        }
        return folders;
    }

    public Registry registry() {
        return registry;
    }

    /** Reads a chain file, native or PlexPipe's. */
    public Chain chain(Path file) {
        return ChainReader.read(file, KnownParameters.of(registry));
    }

    /** A chain out of YAML text. */
    public Chain chain(String name, String yaml) {
        return ChainReader.parse(yaml, name, Path.of(""), KnownParameters.of(registry));
    }

    /** ROIs by a path, a folder of them, a glob, or a sample sheet; several of these together. */
    public List<RoiEntry> rois(String... where) {
        List<RoiEntry> all = new ArrayList<>();
        for (String one : where) {
            all.addAll(SampleSheet.of(one, isRoi()));
        }
        Set<String> ids = new HashSet<>();
        for (RoiEntry roi : all) {
            if (!ids.add(roi.id())) {
                throw RoimillException.usage(
                        "two ROIs are called '" + roi.id() + "': "
                                + String.join(
                                        ", ",
                                        all.stream()
                                                .filter(r -> r.id().equals(roi.id()))
                                                .map(r -> r.path().toString())
                                                .toList()),
                        "List them in a sample sheet with a column 'slide' or 'id' that tells them apart.");
            }
        }
        return all;
    }

    private static Predicate<Path> isRoi() {
        List<Format> formats = Formats.all();
        return path -> formats.stream().anyMatch(format -> format.recognises(path));
    }

    /**
     * The files that a chain refers to, each with its name, location, kind, digest, and its state: {@code ok},
     * {@code missing}, {@code differs}, or {@code address} for what lies elsewhere.
     *
     * @param set values for placeholders
     */
    public List<Map<String, Object>> files(Chain chain, Map<String, Object> set) {
        return ChainFiles.look(chain, set, resources);
    }

    /** What a chain means for each ROI: what each step reads and makes, what it takes, what is wrong. Writes nothing. */
    public List<Checked> check(Chain chain, List<RoiEntry> rois, RunOptions options) {
        ChainFiles.check(chain, options.set(), rois, resources);
        return chainRun().check(chain, rois, options);
    }

    public RunReport run(Chain chain, List<RoiEntry> rois, RunOptions options) {
        return run(chain, rois, options, RunWatcher.NONE);
    }

    /** Runs a chain on ROIs. What goes wrong with one of them is in the report, and does not stop the others. */
    public RunReport run(Chain chain, List<RoiEntry> rois, RunOptions options, RunWatcher watcher) {
        ChainFiles.check(chain, options.set(), rois, resources);
        return chainRun().run(chain, rois, options, watcher);
    }

    private ChainRun chainRun() {
        return new ChainRun(registry, resources, ledger, machine.cpus(), stop, BlockSize.USUAL);
    }

    /** Opens a ROI to look at its elements. Whoever opened it closes it. */
    public Roi open(Path roi, Path... deltas) {
        OpenOptions plain = OpenOptions.DEFAULT;
        return Formats.open(
                roi, new OpenOptions(plain.declared(), List.of(deltas), plain.followLinks(), plain.consolidated()));
    }

    /** A quick look at an image or labels: in colours, stretched, at most a thousand pixels wide. */
    public BufferedImage picture(Path roi, String element) {
        try (Roi opened = open(roi)) {
            return QuickLook.of(opened, opened.element(element)).toImage();
        }
    }

    /** A picture of several ROIs below each other, with the same panels of each. */
    public BufferedImage sheet(List<Path> rois, List<Panel> panels) {
        List<Roi> opened = new ArrayList<>();
        try {
            rois.forEach(roi -> opened.add(open(roi)));
            return ContactSheet.of(opened, panels).toImage();
        } finally {
            opened.forEach(Roi::close);
        }
    }

    public Table table(Path roi, String element) {
        try (Roi opened = open(roi)) {
            return opened.table(element);
        }
    }

    /**
     * A chain of one step, as {@code roimill apply} makes it.
     *
     * @param inputs what it reads, in the order of its ports or as {@code port=name}; empty for the only element that it can read, which {@link #choose} finds in each ROI
     * @param outputs what it calls what it makes; empty for the name of what it reads and its own
     * @param parameters as a chain file has them
     */
    public Chain step(String processor, List<String> inputs, List<String> outputs, Map<String, Object> parameters) {
        return new OneStep(registry.find(processor).descriptor()).chain(inputs, outputs, parameters);
    }

    /** The ROIs, each with the elements that a chain of one step without inputs reads there. */
    public List<RoiEntry> choose(String processor, List<RoiEntry> rois, RunOptions options) {
        OneStep step = new OneStep(registry.find(processor).descriptor());
        return rois.stream().map(roi -> step.choose(roi, options)).toList();
    }

    @Override
    public void close() {
        resources.close();
        ledger.close();
        registry.close();
    }
}
