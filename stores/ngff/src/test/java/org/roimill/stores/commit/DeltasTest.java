package org.roimill.stores.commit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Stores;
import org.roimill.stores.zarr.store.ZipWriter;

class DeltasTest {
    private static final Deltas.Target IN_PLACE = new Deltas.Target.InPlace();

    @TempDir(factory = InMemory.class)
    Path folder;

    private Path base(int version) {
        return Samples.store(folder.resolve("base.zarr"), version, true, 1, "images/a", "images/b", "labels/l");
    }

    /** A delta that says it was made from the given elements as {@code readFrom} holds them now. */
    private Path delta(String name, int version, Path readFrom, List<String> inputs, List<Delta.Item> items) {
        String[] elements = items.stream().map(Delta.Item::element).toArray(String[]::new);
        Path plain = Samples.store(folder.resolve(name), version, false, 7, elements);
        List<Delta.Item> keyed = new ArrayList<>();
        for (Delta.Item i : items) {
            keyed.add(new Delta.Item(
                    i.element(), ElementKey.of(plain, i.element(), Samples.COMPLETENESS), i.replaces(), i.passing()));
        }
        List<Delta.Input> read = inputs.stream()
                .map(e -> new Delta.Input(e, ElementKey.of(readFrom, e, Samples.COMPLETENESS)))
                .toList();
        FileStore store = FileStore.open(plain);
        store.write(Delta.KEY, new Delta(Delta.Base.of(FileStore.open(readFrom)), read, keyed).toJson());
        Path zip = folder.resolve(name + ".zip");
        ZipWriter.pack(store, zip, List.of(Delta.KEY));
        return zip;
    }

    private static Delta.Item item(String element) {
        return new Delta.Item(element, "", ElementKey.ABSENT, false);
    }

    private static Deltas.Joined join(Path base, Deltas.Target target, Path... deltas) {
        return Deltas.commit(base, List.of(deltas), target, false, Samples.OPTIONS);
    }

    private static RoimillException refused(Path base, Deltas.Target target, Path... deltas) {
        return assertThrows(RoimillException.class, () -> join(base, target, deltas));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void elementsComeInPlaceTogetherAndPassingOnesAreDropped(int version) {
        Path base = base(version);
        Path pre = delta(
                "pre",
                version,
                base,
                List.of("images/a"),
                List.of(item("images/flat"), new Delta.Item("images/flows", "", ElementKey.ABSENT, true)));
        Path post =
                delta("post", version, folder.resolve("pre"), List.of("images/flows"), List.of(item("labels/cells")));
        Deltas.Joined joined = join(base, IN_PLACE, pre, post);
        assertEquals(List.of("images/flat", "labels/cells"), joined.committed());
        assertEquals(List.of("images/flows"), joined.dropped());
        assertTrue(joined.bytesCopied() > 1000);
        assertEquals(7, Samples.generation(base, "images/flat"));
        assertEquals(7, Samples.generation(base, "labels/cells"));
        assertEquals(0, Samples.generation(base, "images/flows"));
        assertTrue(Samples.checkConsolidated(base));

        Deltas.Joined again = join(base, IN_PLACE, pre, post);
        assertEquals(List.of(), again.committed());
        assertEquals(List.of("images/flat", "labels/cells"), again.unchanged());
        Samples.assertNoLeftovers(base);
    }

    @Test
    void whatWasReadMustNotHaveChanged() {
        Path base = base(3);
        Path delta = delta("d", 3, base, List.of("images/a"), List.of(item("labels/cells")));
        try (StoreCommit commit = StoreCommit.begin(base, Samples.OPTIONS)) {
            commit.add("images/a", true);
            Samples.write(commit.staging(), "images/a", 3, 2);
            commit.commit();
        }
        RoimillException e = refused(base, IN_PLACE, delta);
        assertEquals(Failure.BAD_DATA, e.failure());
        assertTrue(e.getMessage().contains("'images/a'"), e::getMessage);
        assertEquals(0, Samples.generation(base, "labels/cells"));
        Samples.assertNoLeftovers(base);
    }

    @Test
    void anElementIsReplacedOnlyAsTheDeltaWasAllowedTo() {
        Path base = base(3);
        String old = ElementKey.of(base, "images/b", Samples.COMPLETENESS);
        Path bold = delta("bold", 3, base, List.of("images/b"), List.of(item("images/b")));
        assertEquals(Failure.EXISTS, refused(base, IN_PLACE, bold).failure());
        assertEquals(
                Failure.EXISTS,
                refused(base, new Deltas.Target.New(folder.resolve("n.zarr")), bold)
                        .failure());
        Path allowed = delta("fine", 3, base, List.of("images/b"), List.of(new Delta.Item("images/b", "", old, false)));
        join(base, IN_PLACE, allowed);
        assertEquals(7, Samples.generation(base, "images/b"));
        assertEquals(List.of("images/b"), join(base, IN_PLACE, allowed).unchanged(), "though its input has changed");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aNewStoreIsTheBaseAndWhatTheDeltasHold(int version) {
        Path base = base(version);
        String old = ElementKey.of(base, "images/b", Samples.COMPLETENESS);
        Path delta = delta(
                "d",
                version,
                base,
                List.of("images/a"),
                List.of(item("labels/cells"), new Delta.Item("images/b", "", old, false)));
        Path made = folder.resolve("made.zarr");
        Deltas.Joined joined = join(base, new Deltas.Target.New(made), delta);
        assertTrue(joined.bytesCloned() + joined.bytesCopied() > 4000, joined::toString);
        assertEquals(1, Samples.generation(made, "images/a"));
        assertEquals(1, Samples.generation(made, "labels/l"));
        assertEquals(7, Samples.generation(made, "images/b"));
        assertEquals(7, Samples.generation(made, "labels/cells"));
        assertEquals(1, Samples.generation(base, "images/b"), "the base stays");
        assertFalse(Files.exists(base.resolve("labels/cells")));
        assertTrue(Samples.checkConsolidated(made));
        assertEquals(
                2, join(base, new Deltas.Target.New(made), delta).unchanged().size());
        Samples.assertNoLeftovers(made);
    }

    @Test
    void aDeltaThatIsNotWhatItSaysIsRefused() throws Exception {
        Path base = base(3);
        Path delta = delta("d", 3, base, List.of(), List.of(item("images/x")));
        FileStore plain = FileStore.open(folder.resolve("d"));
        plain.delete("images/x/0/c/0/0/0");
        Path short1 = folder.resolve("short.zip");
        ZipWriter.pack(plain, short1, List.of(Delta.KEY));
        assertEquals(Failure.BAD_DATA, refused(base, IN_PLACE, short1).failure());
        assertEquals(Failure.BAD_DATA, refused(base, IN_PLACE, base).failure(), "a store is no delta");

        byte[] bytes = Files.readAllBytes(delta);
        Path cut = Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertEquals(Failure.BAD_DATA, refused(base, IN_PLACE, cut).failure());
        Samples.assertNoLeftovers(base);
    }

    @Test
    void itsRecordSurvivesWritingAndReading() {
        Path base = base(3);
        Path zip = delta(
                "d",
                3,
                base,
                List.of("images/a", "labels/l"),
                List.of(item("images/x"), new Delta.Item("labels/y", "", ElementKey.ABSENT, true)));
        Delta delta = Delta.read(Stores.open(zip.toString()));
        assertEquals(
                List.of("images/a", "labels/l"),
                delta.inputs().stream().map(Delta.Input::element).toList());
        assertTrue(delta.elements().getLast().passing());
        assertArrayEquals(FileStore.open(folder.resolve("d")).readBytes(Delta.KEY, 1 << 20), delta.toJson());
    }
}
