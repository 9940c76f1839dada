package org.roimill.api.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Roi;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;

class ContactSheetTest {
    private static final int SIDE = 100;
    /** Where the first panel begins: margin, captions of one line, the name of the ROI. */
    private static final int LEFT = 28;

    private static final int TOP = 28 + 24 + 18;

    private static final Grid GRID = Grid.of("yx", SIDE, SIDE);
    private static final RasterSpec IMAGE = RasterSpec.image(GRID, DType.U16);
    private static final RasterSpec LABELS = RasterSpec.labels(GRID, DType.U32);

    /** The left half is dark, the right half bright; objects are squares of ten pixels. */
    private static MemoryRoi halves(String name, double bright) {
        return new MemoryRoi(name)
                .with("DAPI", IMAGE, i -> i % SIDE < 50 ? 100 : bright)
                .with("CD3", IMAGE, i -> i < 50 * SIDE ? 0 : 9)
                .with("cells", LABELS, i -> i / SIDE / 10 * 10 + i % SIDE / 10);
    }

    /** A sheet whose panels are as large as the images. */
    private static Rgb sheet(List<Roi> rois, Panel... panels) {
        return ContactSheet.of(rois, List.of(panels), 2 * LEFT + panels.length * (SIDE + 12) - 12);
    }

    private static int colour(Rgb sheet, int column, int y, int x) {
        return sheet.colour((TOP + y) * sheet.width() + LEFT + column * (SIDE + 12) + x);
    }

    @Test
    void aSingleImageIsGreyAndStretched() {
        Rgb sheet = sheet(List.of(halves("a", 500)), Panel.images("DAPI"));
        assertEquals(0x000000, colour(sheet, 0, 20, 10));
        assertEquals(0xFFFFFF, colour(sheet, 0, 20, 90));
        assertEquals(2 * LEFT + SIDE, sheet.width());
    }

    @Test
    void channelsAddUpInTheirColours() {
        Rgb sheet = sheet(List.of(halves("a", 500)), Panel.images("DAPI", "CD3"));
        assertEquals(0x000000, colour(sheet, 0, 20, 10));
        int blue = colour(sheet, 0, 20, 90);
        int green = colour(sheet, 0, 80, 10);
        int both = colour(sheet, 0, 80, 90);
        assertTrue((blue & 0xFF) > 2 * (blue >> 16), Integer.toHexString(blue));
        assertTrue((green >> 8 & 0xFF) > 2 * (green >> 16), Integer.toHexString(green));
        assertTrue((both & 0xFF) >= (blue & 0xFF) && (both >> 8 & 0xFF) >= (green >> 8 & 0xFF));
        assertTrue(has(sheet, 0, 28 + 20, blue), "the caption wears the colour");
    }

    @Test
    void rowsShareTheirContrast() {
        Rgb sheet = sheet(List.of(halves("weak", 300), halves("strong", 500)), Panel.images("DAPI"));
        int weak = colour(sheet, 0, 20, 90);
        int strong = colour(sheet, 0, 20 + SIDE + 18 + 12, 90);
        assertEquals(0xFFFFFF, strong);
        assertTrue((weak & 0xFF) > 120 && (weak & 0xFF) < 160, Integer.toHexString(weak));
    }

    @Test
    void anObjectKeepsItsColourAndHasADarkerEdge() {
        Panel cells = Panel.labels("cells");
        Rgb sheet = sheet(
                List.of(halves("a", 500)),
                cells,
                Panel.images("DAPI").outlined("cells").titled(""),
                cells);
        int inside = colour(sheet, 0, 45, 35);
        assertEquals(inside, colour(sheet, 2, 45, 35));
        assertNotEquals(inside, colour(sheet, 0, 45, 45));
        assertTrue((colour(sheet, 0, 40, 35) >> 8 & 0xFF) < (inside >> 8 & 0xFF));
        assertEquals(0x000000, colour(sheet, 0, 5, 5));
        assertEquals(0x000000, colour(sheet, 1, 45, 35));
        assertNotEquals(0x000000, colour(sheet, 1, 40, 35));
    }

    @Test
    void aDetailShowsTheMiddle() {
        MemoryRoi dot = new MemoryRoi("dot").with("spot", IMAGE, i -> {
            long y = i / SIDE;
            long x = i % SIDE;
            return y >= 45 && y < 55 && x >= 45 && x < 55 ? 900 : 0;
        });
        Rgb sheet =
                sheet(List.of(dot), Panel.images("spot"), Panel.images("spot").detail(20));
        assertEquals(0x000000, colour(sheet, 0, 40, 40));
        assertEquals(0xFFFFFF, colour(sheet, 0, 50, 50));
        assertEquals(0xFFFFFF, colour(sheet, 1, 26, 26));
        assertEquals(0x000000, colour(sheet, 1, 24, 24));
    }

    @Test
    void onlyWhatIsCalibratedHasAScaleBar() {
        Grid micrometres = GRID.withSpacing(Map.of(Axis.Y, 0.5, Axis.X, 0.5), Unit.MICROMETER);
        MemoryRoi plain = new MemoryRoi("plain").with("DAPI", IMAGE, i -> 0);
        MemoryRoi calibrated = new MemoryRoi("calibrated").with("DAPI", IMAGE.withGrid(micrometres), i -> 0);
        Rgb without = sheet(List.of(plain), Panel.images("DAPI"));
        Rgb with = sheet(List.of(calibrated), Panel.images("DAPI"));
        int y = SIDE - 10;
        for (int x = 0; x < SIDE; x++) {
            assertEquals(0x000000, colour(without, 0, y, x));
            // A quarter of 50 um holds 10 um, which are 20 pixels.
            assertEquals(x >= 9 && x < 29 ? 0xFFFFFF : 0x000000, colour(with, 0, y, x), "x " + x);
        }
    }

    @Test
    void whatARoiLacksIsSaidToBeMissing() {
        MemoryRoi poor = new MemoryRoi("poor").with("DAPI", IMAGE, i -> i);
        Rgb sheet = sheet(List.of(poor), Panel.images("DAPI"), Panel.labels("cells"));
        int hole = colour(sheet, 1, 5, 5);
        assertTrue(hole != 0 && (hole & 0xFF) < 40, Integer.toHexString(hole));
        boolean written = false;
        for (int x = 0; x < SIDE; x++) {
            written |= (colour(sheet, 1, SIDE / 2 + 4, x) & 0xFF) > 100;
        }
        assertTrue(written);
    }

    @Test
    void channelsAreFoundByTheirNames() {
        RasterSpec two =
                RasterSpec.image(Grid.of("cyx", 2, SIDE, SIDE), DType.U8).withChannels(List.of("A", "B"));
        MemoryRoi roi = new MemoryRoi("roi").with("stack", two, i -> i < SIDE * SIDE ? i % SIDE : 7);
        Rgb sheet = sheet(List.of(roi), Panel.images("stack/A"), Panel.images("stack/B"), Panel.images("stack"));
        assertEquals(0xFFFFFF, colour(sheet, 0, 20, 99));
        assertEquals(0x000000, colour(sheet, 1, 20, 99));
        assertNotEquals(0xFFFFFF, colour(sheet, 2, 20, 99));
    }

    @Test
    void whatHasNoRoomIsRefused() {
        List<Roi> one = List.of(halves("a", 500));
        assertThrows(RoimillException.class, () -> ContactSheet.of(one, List.of()));
        assertThrows(RoimillException.class, () -> ContactSheet.of(List.of(), List.of(Panel.images("DAPI"))));
        assertThrows(RoimillException.class, () -> ContactSheet.of(one, List.of(Panel.images("DAPI")), 60));
        assertTrue(ContactSheet.of(one, List.of(Panel.images("DAPI"))).width() <= ContactSheet.WIDTH);
    }

    private static boolean has(Rgb sheet, int from, int to, int colour) {
        for (int i = from * sheet.width(); i < to * sheet.width(); i++) {
            if (sheet.colour(i) == colour) {
                return true;
            }
        }
        return false;
    }
}
