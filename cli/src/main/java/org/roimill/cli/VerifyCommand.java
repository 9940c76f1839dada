package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.roimill.cli.console.Json;
import org.roimill.core.error.Failure;
import org.roimill.core.format.Formats;
import org.roimill.core.format.StoreFormat.Verified;
import org.roimill.core.memory.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {
            "Hold a store against the chunk lists written beside its elements.",
            "",
            "Every listed chunk must be there in its length; with --content each is read and hashed. One line for each"
                    + " problem; exit code 65 if there is any."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  roimill verify roi.zarr",
            "  roimill verify roi.zarr nuclei cells --content",
            "  roimill verify roi.zarr --json | jq '.[].problems'"
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ROI", description = "The store.")
    private Path roi;

    @Parameters(index = "1..*", paramLabel = "ELEMENT", description = "Only these elements.")
    private List<String> elements = List.of();

    @Option(names = "--content", description = "Read and hash every chunk.")
    private boolean content;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Verified> all = Formats.store(roi).verify(roi, elements, content, v -> {
            if (!json) {
                print(v, out);
            }
        });
        if (json) {
            Json.print(all.stream().map(VerifyCommand::map).toList(), out);
        }
        out.flush();
        return all.stream().allMatch(v -> v.problems().isEmpty()) ? 0 : Failure.BAD_DATA.exitCode();
    }

    private static void print(Verified v, PrintWriter out) {
        if (!v.problems().isEmpty()) {
            v.problems().forEach(problem -> out.println(v.element() + ": " + problem));
        } else if (v.listed()) {
            out.println(v.element() + ": ok, " + v.chunks() + (v.chunks() == 1 ? " chunk, " : " chunks, ")
                    + Bytes.text(v.bytes()));
        } else {
            out.println(v.element() + ": has no chunk list, so nobody can tell whether it is complete");
        }
        out.flush();
    }

    private static Map<String, Object> map(Verified v) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("element", v.element());
        map.put("listed", v.listed());
        map.put("chunks", v.chunks());
        map.put("bytes", v.bytes());
        map.put("problems", v.problems());
        return map;
    }
}
