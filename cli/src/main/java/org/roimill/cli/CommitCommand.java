package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.cli.console.Json;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Formats;
import org.roimill.core.format.StoreFormat;
import org.roimill.core.format.StoreFormat.Healed;
import org.roimill.core.format.StoreFormat.Joined;
import org.roimill.core.format.StoreFormat.WriteOptions;
import org.roimill.core.memory.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "commit",
        description = {
            "Join deltas to the store that they were made from, all at once.",
            "",
            "It is safe to kill, and doing it twice is harmless. It refuses where the store has changed since a delta"
                    + " was made from it."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "Into the store itself:",
            "  roimill commit roi.zarr roi.delta.zip",
            "Into a copy of it:",
            "  roimill commit roi.zarr roi.delta.zip --to result.zarr",
            "After a crash, to tidy up without waiting for the next writer:",
            "  roimill commit roi.zarr --heal"
        })
final class CommitCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "BASE", description = "The store.")
    private Path base;

    @Parameters(
            index = "1..*",
            paramLabel = "DELTA",
            description = "The deltas, in the order in which they lie over it.")
    private List<Path> deltas = List.of();

    @Option(names = "--to", paramLabel = "NEW", description = "Leave BASE as it is, and make this store.")
    private Path target;

    @Option(names = "--overwrite", description = "Replace elements of the same name.")
    private boolean overwrite;

    @Option(
            names = "--accept-window",
            description = "Where the file system cannot exchange two folders in one step, accept a moment in which a"
                    + " reader finds neither.")
    private boolean acceptWindow;

    @Option(names = "--heal", description = "Join nothing: finish or undo what a writer that was killed left behind.")
    private boolean heal;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        check();
        StoreFormat format = Formats.store(base);
        PrintWriter out = spec.commandLine().getOut();
        if (heal) {
            print(format.heal(base), out);
        } else {
            print(format.join(base, deltas, target, new WriteOptions(overwrite, acceptWindow)), out);
        }
        out.flush();
    }

    private void check() {
        if (heal && (!deltas.isEmpty() || target != null)) {
            throw RoimillException.usage("--heal joins no deltas", "Run it alone, then join them.");
        }
        if (!heal && deltas.isEmpty()) {
            throw RoimillException.usage(
                    "no delta to commit to " + base, "Name at least one: roimill commit BASE DELTA");
        }
        for (Path delta : deltas) {
            if (!Files.exists(delta)) {
                throw RoimillException.usage("there is no delta " + delta, "Check the path.");
            }
        }
        if (target != null && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new RoimillException(
                    Failure.EXISTS, target + " is there already", "Give another name, or take it away yourself.");
        }
    }

    private void print(Healed healed, PrintWriter out) {
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("rolled_forward", healed.rolledForward());
            map.put("dropped", healed.dropped());
            map.put("left_alone", healed.leftAlone());
            Json.print(map, out);
            return;
        }
        out.println(base + ": " + healed.rolledForward() + " interrupted commits finished, " + healed.dropped()
                + " abandoned preparations removed, " + healed.leftAlone() + " of others left alone");
    }

    private void print(Joined joined, PrintWriter out) {
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("committed", joined.committed());
            map.put("unchanged", joined.unchanged());
            map.put("dropped", joined.dropped());
            map.put("bytes_copied", joined.bytesCopied());
            map.put("bytes_cloned", joined.bytesCloned());
            Json.print(map, out);
            return;
        }
        list("committed", joined.committed(), out);
        list("unchanged", joined.unchanged(), out);
        list("only temporary, dropped", joined.dropped(), out);
        out.println((target == null ? base : target) + ": " + Bytes.text(joined.bytesCopied()) + " copied, "
                + Bytes.text(joined.bytesCloned()) + " cloned");
    }

    private static void list(String what, List<String> names, PrintWriter out) {
        if (!names.isEmpty()) {
            out.println(what + ": " + String.join(", ", names));
        }
    }
}
