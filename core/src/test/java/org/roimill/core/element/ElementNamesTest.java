package org.roimill.core.element;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.error.RoimillException;

class ElementNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "DAPI", "nucleus_mask.v2-1", "_private", "Ärmel", "核", "0", "..a", "zarr"})
    void names(String name) {
        assertEquals(name, ElementNames.check(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "__a",
                "a/b",
                "a\\b",
                "a b",
                "a\nb",
                "a:b",
                "$x",
                "zarr.json",
                ".zattrs",
                ".ZGROUP",
                "~/x",
                "a\u0000"
            })
    void notNames(String name) {
        RoimillException e = assertThrows(RoimillException.class, () -> ElementNames.check(name));
        assertTrue(e.getMessage().startsWith("'" + name + "' cannot be the name"), e.getMessage());
    }

    @Test
    void aNameIsAsLongAsAFolderMayBeCalled() {
        ElementNames.check("a".repeat(200));
        assertThrows(RoimillException.class, () -> ElementNames.check("a".repeat(201)));
        assertThrows(RoimillException.class, () -> ElementNames.check("核".repeat(67)));
    }

    @Test
    void namesAreUniqueIgnoringCase() {
        ElementNames.checkUnique(List.of("a", "b", "ab"));
        assertTrue(assertThrows(RoimillException.class, () -> ElementNames.checkUnique(List.of("a", "a")))
                .getMessage()
                .contains("two elements are called 'a'"));
        assertTrue(assertThrows(RoimillException.class, () -> ElementNames.checkUnique(List.of("dapi", "DAPI")))
                .getMessage()
                .contains("differ only in case"));
    }
}
