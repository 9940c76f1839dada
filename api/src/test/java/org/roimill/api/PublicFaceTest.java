package org.roimill.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.roimill.api.demo.Tissue;
import org.roimill.api.picture.ContactSheet;
import org.roimill.api.picture.Panel;
import org.roimill.api.picture.Png;
import org.roimill.api.picture.QuickLook;
import org.roimill.core.element.Table;
import org.roimill.core.format.Element;
import org.roimill.core.format.Roi;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.plan.Output;
import org.roimill.runner.plan.RoiPlan;
import org.roimill.runner.run.Checked;
import org.roimill.runner.run.Outcome;
import org.roimill.runner.run.RoiResult;
import org.roimill.runner.run.RunOptions;
import org.roimill.runner.run.RunReport;
import org.roimill.runner.run.RunWatcher;
import org.roimill.runner.stage.Stop;

/**
 * Scripts and notebooks are written against these signatures. A change here is a change for all of them: it is made on
 * purpose, by running this test with {@code -Droimill.docs=write}.
 */
class PublicFaceTest {
    private static final List<Class<?>> FACE = List.of(
            Mill.class,
            Machine.class,
            Chain.class,
            RoiEntry.class,
            RunOptions.class,
            RunWatcher.class,
            RunReport.class,
            RoiResult.class,
            Outcome.class,
            Checked.class,
            RoiPlan.class,
            Output.class,
            Stop.class,
            Roi.class,
            Element.class,
            Table.class,
            QuickLook.class,
            ContactSheet.class,
            Panel.class,
            Png.class,
            Tissue.class);

    @Test
    void theSignaturesAreThoseThatScriptsWereWrittenAgainst() throws IOException {
        String found = FACE.stream().map(PublicFaceTest::text).collect(Collectors.joining("\n"));
        Path stated = stated();
        if ("write".equals(System.getProperty("roimill.docs"))) {
            Files.writeString(stated, found);
        }
        assertEquals(Files.readString(stated), found);
    }

    @Test
    void noMethodOfTheMillIsMissingFromIt() throws IOException {
        assertTrue(Files.readString(stated()).contains("  RunReport run(Chain, List<RoiEntry>, RunOptions)"));
    }

    private static Path stated() {
        return Path.of(System.getProperty("basedir", "."), "src/test/resources/org/roimill/api/public-face.txt");
    }

    private static String text(Class<?> type) {
        Set<String> members = new TreeSet<>();
        for (Method method : type.getDeclaredMethods()) {
            if (isPublic(method.getModifiers()) && !method.isSynthetic() && !isOfEveryRecord(type, method)) {
                members.add((Modifier.isStatic(method.getModifiers()) ? "static " : "")
                        + name(method.getGenericReturnType()) + " " + method.getName() + parameters(method));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isPublic(constructor.getModifiers())) {
                members.add("new" + parameters(constructor));
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (isPublic(field.getModifiers())) {
                members.add("static " + name(field.getGenericType()) + " " + field.getName());
            }
        }
        String components = type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .collect(Collectors.joining(", ", "(", ")"))
                : "";
        return type.getName() + components + "\n"
                + members.stream().map(m -> "  " + m + "\n").collect(Collectors.joining());
    }

    private static boolean isPublic(int modifiers) {
        return Modifier.isPublic(modifiers);
    }

    private static boolean isOfEveryRecord(Class<?> type, Method method) {
        return (type.isRecord() || type.isEnum())
                && Set.of("equals", "hashCode", "toString", "values", "valueOf").contains(method.getName());
    }

    private static String parameters(Executable of) {
        return Arrays.stream(of.getGenericParameterTypes())
                .map(PublicFaceTest::name)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String name(Type type) {
        return type.getTypeName().replaceAll("[a-z]+\\.", "").replace('$', '.');
    }
}
