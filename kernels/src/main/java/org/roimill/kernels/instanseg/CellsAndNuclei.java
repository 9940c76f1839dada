package org.roimill.kernels.instanseg;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.roimill.core.pixel.Block;

/**
 * Nuclei and cells under shared ids. A nucleus belongs to the cell that holds more than half of it; of several in a cell
 * the largest gives it its id, of equals the first. Every nucleus is part of a cell with its own id, over whatever cell
 * was there; a cell without a nucleus gets an id of its own. Where there are only nuclei they are the cells too, and
 * where there is only one kind ids stay.
 *
 * <p>Nuclei that give an id come first, then the others, both by their ids before; then cells, by theirs.
 */
public final class CellsAndNuclei {
    private static final int MAGIC = 0x52495352;

    /**
     * What beside the package's own way is done.
     *
     * @param keepFragments keeps what is left of a cell without nucleus, even where nuclei of other cells took half of it
     *     or more, as the package does
     * @param multinucleate leaves the smaller nuclei of a cell within it, where the package makes cells of them
     */
    public record Options(boolean keepFragments, boolean multinucleate) {
        public static final Options USUAL = new Options(false, false);
        public static final Options PACKAGE = new Options(true, false);
    }

    /** Old ids in rising order, and for each what nuclei, cells and the cells under nuclei become. */
    private final int[] nuclei;

    private final int[] nucleusIds;
    private final int[] cellsUnder;
    private final int[] cells;
    private final int[] cellIds;

    private CellsAndNuclei(
            Map<Integer, Integer> nucleusIds, Map<Integer, Integer> under, Map<Integer, Integer> cellIds) {
        this.nuclei = sorted(nucleusIds);
        this.nucleusIds = Arrays.stream(nuclei).map(nucleusIds::get).toArray();
        this.cellsUnder = Arrays.stream(nuclei).map(under::get).toArray();
        this.cells = sorted(cellIds);
        this.cellIds = Arrays.stream(cells).map(cellIds::get).toArray();
    }

    private CellsAndNuclei(int[] nuclei, int[] nucleusIds, int[] cellsUnder, int[] cells, int[] cellIds) {
        this.nuclei = nuclei;
        this.nucleusIds = nucleusIds;
        this.cellsUnder = cellsUnder;
        this.cells = cells;
        this.cellIds = cellIds;
    }

    private static int[] sorted(Map<Integer, Integer> ids) {
        return ids.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** One decision for each part, with what that part needs. */
    public static List<CellsAndNuclei> decide(List<Shared> parts, Options options) {
        Resolution whole = Resolution.of(Shared.sum(parts), options);
        List<CellsAndNuclei> decisions = new ArrayList<>();
        for (Shared part : parts) {
            Map<Integer, Integer> nucleusIds = new HashMap<>();
            Map<Integer, Integer> under = new HashMap<>();
            Map<Integer, Integer> cellIds = new HashMap<>();
            for (int i = 0; i < part.size(); i++) {
                long nucleus = part.nucleus(i);
                long cell = part.cell(i);
                if (nucleus != 0) {
                    nucleusIds.put((int) nucleus, whole.nuclei().get(nucleus));
                    under.put((int) nucleus, whole.under().get(nucleus));
                }
                if (cell != 0) {
                    cellIds.put((int) cell, whole.cells().get(cell));
                }
            }
            decisions.add(new CellsAndNuclei(nucleusIds, under, cellIds));
        }
        return decisions;
    }

    /** Fills both outputs, labels over the region of the inputs. */
    public void apply(Block nucleiIn, Block cellsIn, Block nucleiOut, Block cellsOut) {
        int nucleus = 0;
        int nucleusId = 0;
        int under = 0;
        int cell = 0;
        int cellId = 0;
        for (long i = 0; i < nucleiIn.voxels(); i++) {
            int n = nucleiIn.data().getAtIndex(ValueLayout.JAVA_INT, i);
            int c = cellsIn.data().getAtIndex(ValueLayout.JAVA_INT, i);
            if (n != nucleus) {
                int at = n == 0 ? -1 : Arrays.binarySearch(nuclei, n);
                nucleusId = at < 0 ? 0 : nucleusIds[at];
                under = at < 0 ? 0 : cellsUnder[at];
                nucleus = n;
            }
            if (c != cell) {
                int at = c == 0 ? -1 : Arrays.binarySearch(cells, c);
                cellId = at < 0 ? 0 : cellIds[at];
                cell = c;
            }
            nucleiOut.data().setAtIndex(ValueLayout.JAVA_INT, i, nucleusId);
            cellsOut.data().setAtIndex(ValueLayout.JAVA_INT, i, n == 0 ? cellId : under);
        }
    }

    public byte[] toBytes() {
        return States.write(MAGIC, out -> {
            for (int[] list : List.of(nuclei, nucleusIds, cellsUnder, cells, cellIds)) {
                out.writeInt(list.length);
                for (int id : list) {
                    out.writeInt(id);
                }
            }
        });
    }

    /** Reads what {@link #toBytes} wrote. */
    public static CellsAndNuclei fromBytes(byte[] bytes) {
        return States.read(MAGIC, bytes, in -> {
            int[][] lists = new int[5][];
            for (int l = 0; l < lists.length; l++) {
                lists[l] = new int[States.count(in, bytes.length / Integer.BYTES)];
                for (int i = 0; i < lists[l].length; i++) {
                    lists[l][i] = in.readInt();
                }
            }
            States.check(lists[0].length == lists[1].length
                    && lists[0].length == lists[2].length
                    && lists[3].length == lists[4].length);
            return new CellsAndNuclei(lists[0], lists[1], lists[2], lists[3], lists[4]);
        });
    }

    /** For the whole, by old ids without a sign: ids of nuclei, of cells on nuclei, and of cells elsewhere. */
    private record Resolution(Map<Long, Integer> nuclei, Map<Long, Integer> under, Map<Long, Integer> cells) {
        static Resolution of(Shared all, Options options) {
            TreeMap<Long, Long> nucleusSizes = new TreeMap<>();
            TreeMap<Long, Long> cellSizes = new TreeMap<>();
            TreeMap<Long, Long> bare = new TreeMap<>();
            for (int i = 0; i < all.size(); i++) {
                if (all.nucleus(i) != 0) {
                    nucleusSizes.merge(all.nucleus(i), all.pixels(i), Long::sum);
                } else {
                    bare.put(all.cell(i), all.pixels(i));
                }
                if (all.cell(i) != 0) {
                    cellSizes.merge(all.cell(i), all.pixels(i), Long::sum);
                }
            }
            if (nucleusSizes.isEmpty() || cellSizes.isEmpty()) {
                return asTheyAre(nucleusSizes, cellSizes);
            }
            Map<Long, Long> homes = homes(all, nucleusSizes);
            TreeMap<Long, List<Long>> owners = owners(homes, nucleusSizes);
            Map<Long, Integer> nuclei = number(owners, nucleusSizes);
            Map<Long, Integer> cells = new HashMap<>();
            int next = nuclei.size();
            for (Map.Entry<Long, Long> cell : cellSizes.entrySet()) {
                next++;
                List<Long> owner = owners.get(cell.getKey());
                boolean fragment =
                        !options.keepFragments() && 2 * bare.getOrDefault(cell.getKey(), 0L) <= cell.getValue();
                cells.put(
                        cell.getKey(), owner != null ? nuclei.get(owner.get(0)) : fragment ? 0 : Integer.valueOf(next));
            }
            Map<Long, Integer> under = new HashMap<>(nuclei);
            if (options.multinucleate()) {
                homes.forEach((nucleus, cell) -> under.put(nucleus, cells.get(cell)));
            }
            return new Resolution(nuclei, under, cells);
        }

        private static Resolution asTheyAre(TreeMap<Long, Long> nucleusSizes, TreeMap<Long, Long> cellSizes) {
            Map<Long, Integer> nuclei = new HashMap<>();
            nucleusSizes.keySet().forEach(id -> nuclei.put(id, id.intValue()));
            Map<Long, Integer> cells = new HashMap<>();
            cellSizes.keySet().forEach(id -> cells.put(id, id.intValue()));
            return new Resolution(nuclei, nuclei, cells);
        }

        /** By nucleus the cell that holds more than half of it. */
        private static Map<Long, Long> homes(Shared all, Map<Long, Long> sizes) {
            Map<Long, Long> homes = new TreeMap<>();
            for (int i = 0; i < all.size(); i++) {
                long nucleus = all.nucleus(i);
                if (nucleus != 0 && all.cell(i) != 0 && 2 * all.pixels(i) > sizes.get(nucleus)) {
                    homes.put(nucleus, all.cell(i));
                }
            }
            return homes;
        }

        /** By cell its largest nuclei; several where they are equal, by rising ids. */
        private static TreeMap<Long, List<Long>> owners(Map<Long, Long> homes, Map<Long, Long> sizes) {
            TreeMap<Long, List<Long>> owners = new TreeMap<>();
            homes.forEach((nucleus, cell) -> {
                List<Long> there = owners.computeIfAbsent(cell, c -> new ArrayList<>());
                long most = there.isEmpty() ? 0 : sizes.get(there.get(0));
                if (sizes.get(nucleus) > most) {
                    there.clear();
                }
                if (sizes.get(nucleus) >= most) {
                    there.add(nucleus);
                }
            });
            return owners;
        }

        private static Map<Long, Integer> number(TreeMap<Long, List<Long>> owners, TreeMap<Long, Long> sizes) {
            TreeSet<Long> first = new TreeSet<>();
            owners.values().forEach(first::addAll);
            Map<Long, Integer> numbers = new HashMap<>();
            first.forEach(id -> numbers.put(id, numbers.size() + 1));
            for (Long id : sizes.keySet()) {
                if (!first.contains(id)) {
                    numbers.put(id, numbers.size() + 1);
                }
            }
            return numbers;
        }
    }
}
