package org.roimill.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.roimill.api.Mill;
import org.roimill.cli.console.Failures;
import org.roimill.cli.console.Json;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.ChainWriter;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.run.Checked;
import org.roimill.runner.run.Fingerprint;
import org.roimill.runner.run.RunJson;
import org.roimill.runner.run.RunOptions;
import org.roimill.runner.stage.Stop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = {
            "Say what a chain means for ROIs: what each step reads and makes, what it takes, what is wrong.",
            "",
            "Nothing is written and no voxel is read. All problems are told at once."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  roimill check chain.yaml core.zarr",
            "  roimill check chain.yaml --rois cores/ --json",
            "  roimill check chain.yaml --files"
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "CHAIN", description = "A chain file, roimill's or PlexPipe's.")
    private Path chainFile;

    @Parameters(index = "1..*", paramLabel = "ROI", description = "Stores or images; none to look at the chain alone.")
    private List<String> given = List.of();

    @Mixin
    private RoiOptions rois;

    @Mixin
    private SetOptions set;

    @Option(names = "--overwrite", description = "Check as if elements that are there might be replaced.")
    private boolean overwrite;

    @Option(names = "--out", paramLabel = "DIR", description = "Check as if results went into this folder.")
    private Path out;

    @Option(names = "--files", description = "List the files that the chain refers to, and look at their digests.")
    private boolean files;

    @Option(names = "--resolved", description = "Print the chain as it is understood, in roimill's own spelling.")
    private boolean resolved;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private MachineOptions machine;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter print = spec.commandLine().getOut();
        try (Mill mill = Mill.start(
                machine.machine(),
                rois.plugins(),
                new Stop(),
                Warnings.notes(spec.commandLine().getErr()))) {
            Chain chain = mill.chain(chainFile);
            Warnings.print(chainFile, chain, spec.commandLine().getErr());
            if (resolved) {
                print.print(ChainWriter.yaml(chain));
                print.flush();
                return 0;
            }
            if (files) {
                return files(mill, chain, print);
            }
            List<RoiEntry> entries = rois.rois(mill, given, chain.rois());
            RunOptions options = RunOptions.DEFAULT
                    .withOverwrite(overwrite)
                    .withSet(set.set())
                    .withOut(out)
                    .withDeclared(rois.declared().declared())
                    .withDeltas(rois.with());
            List<Checked> checked = mill.check(chain, entries, options);
            if (json) {
                Json.print(map(chain, checked), print);
                print.flush();
            } else {
                new PlanText(print).print(chain, checked);
            }
            return exitCode(checked);
        }
    }

    private int files(Mill mill, Chain chain, PrintWriter print) {
        List<Map<String, Object>> list = mill.files(chain, set.set());
        if (json) {
            Json.print(list, print);
        } else if (list.isEmpty()) {
            print.println(chainFile + " refers to no files");
        } else {
            list.forEach(file -> print.println(file.get("name") + "  " + file.get("location") + "  "
                    + Objects.requireNonNullElse(file.get("digest"), "-") + "  " + file.get("state")));
        }
        print.flush();
        List<String> states =
                list.stream().map(file -> String.valueOf(file.get("state"))).toList();
        if (states.stream().anyMatch(state -> state.startsWith("differs"))) {
            return Failure.BAD_DATA.exitCode();
        }
        return states.contains("missing") ? Failure.USAGE.exitCode() : 0;
    }

    private int exitCode(List<Checked> checked) {
        List<RoimillException> problems = new ArrayList<>();
        checked.stream().filter(c -> c.problem() != null).forEach(c -> problems.add(c.problem()));
        if (problems.isEmpty()) {
            return 0;
        }
        if (json) {
            return problems.size() < checked.size()
                    ? 10
                    : problems.getFirst().failure().exitCode();
        }
        int exit = 0;
        for (Checked c : checked) {
            if (c.problem() != null) {
                exit = Failures.report(
                        checked.size() == 1
                                ? c.problem()
                                : c.problem().at(c.roi().id()),
                        spec.commandLine().getErr(),
                        false);
            }
        }
        return problems.size() < checked.size() ? 10 : exit;
    }

    private static Map<String, Object> map(Chain chain, List<Checked> checked) {
        Map<String, Object> map = new LinkedHashMap<>();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("name", chain.name());
        about.put("dialect", chain.dialect());
        about.put("digest", "sha256:" + ChainWriter.digest(chain));
        about.put("warnings", chain.warnings());
        map.put("chain", about);
        map.put("rois", checked.stream().map(CheckCommand::roi).toList());
        return map;
    }

    private static Map<String, Object> roi(Checked c) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", c.roi().id());
        map.put("path", c.roi().path().toAbsolutePath().toString());
        map.put("fingerprint", Fingerprint.of(c));
        map.put(
                "problems",
                c.problem() == null
                        ? List.of()
                        : c.problem().getMessage().lines().toList());
        if (c.plan() != null) {
            map.put("plan", RunJson.plan(c.plan()));
        }
        return map;
    }
}
