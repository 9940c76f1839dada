package org.roimill.dist;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom, over the classes of all modules. */
class ArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.roimill");

    /** Modules that no distribution holds. */
    private static final Set<String> APART = Set.of("testkit", "benchmarks", "dist");

    private static void check(ArchRule rule) {
        // A module may still be empty; that those which are not are seen is a test of its own.
        rule.allowEmptyShould(true).check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "core, core",
        "kernels, kernels core",
        "inference, inference core",
        "stores, stores kernels core",
        "processors, processors kernels core",
        "runner, runner core",
        "api, api runner core",
        "cli, cli api runner stores inference kernels core",
    })
    void aModuleKnowsThoseBelowItAlone(String module, String known) {
        String[] allowed = Pattern.compile(" ")
                .splitAsStream(known)
                .map(m -> "org.roimill." + m + "..")
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage("org.roimill." + module + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.roimill..").and(not(resideInAnyPackage(allowed)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"filters", "segmenters", "masks", "croppers", "measures"})
    void aFamilyKnowsNoOther(String family) {
        String own = "org.roimill.processors." + family + "..";
        check(noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.roimill.processors..").and(not(resideInAPackage(own)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zarr", "tiff", "pictures"})
    void aLayerOfStorageKnowsNoOtherStore(String layer) {
        String own = "org.roimill.stores." + layer + "..";
        check(noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAPackage("org.roimill.stores..").and(not(resideInAPackage(own)))));
    }

    /** Outlines are computed, so whoever writes them needs a kernel; whoever reads or writes pixels does not. */
    @Test
    void amongStoresOnlyFilesOfSegmentationsKnowKernels() {
        check(noClasses()
                .that()
                .resideInAPackage("org.roimill.stores..")
                .and()
                .resideOutsideOfPackage("org.roimill.stores.segfiles..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.roimill.kernels.."));
    }

    @Test
    void processorsNeverSeeAFileOrWhatIsBehindAnInterface() {
        check(noClasses()
                .that()
                .resideInAPackage("org.roimill.processors..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile)")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..",
                        "com.fasterxml..",
                        "ai.onnxruntime..",
                        "org.bytedeco..",
                        "io.jhdf..",
                        "ucar..",
                        "org.roimill.core.format..",
                        "org.roimill.core.registry.."));
    }

    @Test
    void onlyKernelsTouchOpenCv() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.roimill.kernels..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "org.opencv.."));
    }

    @Test
    void onlyInferenceTouchesOnnxRuntime() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.roimill.inference..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime.."));
    }

    @Test
    void coreNeedsNothingButJava() {
        check(noClasses()
                .that()
                .resideInAPackage("org.roimill.core..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("org.roimill.core..", "java.."));
    }

    @Test
    void packagesStandInNoCircle() {
        check(slices().matching("org.roimill.(**)").should().beFreeOfCycles());
    }

    @Test
    void theRulesSeeEveryPackageOfEveryModule() throws IOException {
        Set<String> seen = CLASSES.stream().map(c -> c.getPackageName()).collect(Collectors.toSet());
        Set<String> unseen = new TreeSet<>();
        packages().forEach((name, files) -> {
            if (files.stream().anyMatch(f -> !f.endsWith("package-info.java"))) {
                unseen.add(name);
            }
        });
        unseen.removeAll(seen);
        assertEquals(Set.of(), unseen);
        assertFalse(seen.isEmpty());
    }

    @Test
    void aPackageIsNamedAfterItsModule() throws IOException {
        Set<String> strangers = new TreeSet<>();
        for (Path module : modules()) {
            String folder = root().relativize(module).toString();
            // What a store is made of is named by concept, in whichever module of the stores it lies.
            String prefix = "org.roimill." + (folder.startsWith("stores/") ? "stores" : folder.replace('/', '.'));
            packagesOf(module).keySet().stream()
                    .filter(name -> !name.equals(prefix) && !name.startsWith(prefix + "."))
                    .forEach(name -> strangers.add(folder + ": " + name));
        }
        assertEquals(Set.of(), strangers);
    }

    @Test
    void everyPackageSaysWhatLivesThere() throws IOException {
        Set<String> silent = new TreeSet<>();
        packages().forEach((name, files) -> {
            if (files.stream().noneMatch(f -> f.endsWith("package-info.java"))) {
                silent.add(name);
            }
        });
        assertEquals(Set.of(), silent);
    }

    @Test
    void noPackageIsSpreadOverTwoModules() throws IOException {
        Map<String, Path> owners = new TreeMap<>();
        Set<String> spread = new TreeSet<>();
        for (Path module : modules()) {
            for (String name : packagesOf(module).keySet()) {
                if (owners.put(name, module) != null) {
                    spread.add(name);
                }
            }
        }
        assertEquals(Set.of(), spread);
        JavaPackage core = CLASSES.getPackage("org.roimill.core");
        assertFalse(core.getSubpackages().isEmpty());
    }

    private static Path root() {
        Path folder = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("core/src"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The folders of all modules in the distribution, as the root pom lists them. */
    private static List<Path> modules() throws IOException {
        return Pattern.compile("<module>([^<]+)</module>")
                .matcher(Files.readString(root().resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .filter(name -> !APART.contains(name))
                .map(name -> root().resolve(name))
                .toList();
    }

    private static Map<String, List<String>> packages() throws IOException {
        Map<String, List<String>> all = new TreeMap<>();
        for (Path module : modules()) {
            all.putAll(packagesOf(module));
        }
        return all;
    }

    /** The sources of a module by package. */
    private static Map<String, List<String>> packagesOf(Path module) throws IOException {
        Path sources = module.resolve("src/main/java");
        if (!Files.isDirectory(sources)) {
            return Map.of();
        }
        try (Stream<Path> walk = Files.walk(sources)) {
            return walk.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.groupingBy(
                            file -> sources.relativize(file.getParent())
                                    .toString()
                                    .replace('/', '.'),
                            TreeMap::new,
                            Collectors.mapping(Path::toString, Collectors.toList())));
        }
    }
}
