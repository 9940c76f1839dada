package org.roimill.stores.zarr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.chunk.Decoder;
import org.roimill.stores.zarr.chunk.Pipeline;
import org.roimill.stores.zarr.chunk.Target;
import org.roimill.stores.zarr.codec.Crc32c;
import org.roimill.stores.zarr.codec.Scratch;
import org.roimill.stores.zarr.meta.ArrayMeta;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.ElementType;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.Stored;

/**
 * One array. What its metadata says is known once it is open; values are read and written by region. A chunk that is
 * not there reads as the fill value: whoever must know that all is there keeps a list. Safe for many threads; writers
 * of different voxels of one chunk lose nothing within a process.
 */
public final class ZarrArray {
    private final Node node;
    private final ArrayMeta meta;
    private final Layout layout;
    private final Access access;
    private volatile Pipeline pipeline;

    private ZarrArray(Node node, ArrayMeta meta, Pipeline pipeline, Access access) {
        this.node = node;
        this.meta = meta;
        this.layout = new Layout(node.path(), meta);
        this.pipeline = pipeline;
        this.access = access;
    }

    public static ZarrArray open(Store store, String path) {
        return of(Node.require(store, path, NodeKind.ARRAY));
    }

    /** A new array without chunks; where there is a node already, it is refused. */
    public static ZarrArray create(Store store, String path, ArraySpec spec) {
        return of(Node.create(store, path, NodeKind.ARRAY, spec.version(), spec.document(), spec.attributes()));
    }

    static ZarrArray of(Node node) {
        return new ZarrArray(node, ArrayMeta.parse(node.document(), node.place()), null, Access.SERIAL);
    }

    /** The same array, read and written another way. */
    public ZarrArray with(Access other) {
        return new ZarrArray(node, meta, pipeline, other);
    }

    public Store store() {
        return node.store();
    }

    public String path() {
        return node.path();
    }

    public int version() {
        return meta.version();
    }

    public ElementType type() {
        return meta.type();
    }

    /** Of numbers; an array of anything else is refused. */
    public DType dtype() {
        if (meta.type() instanceof ElementType.Numeric n) {
            return n.dtype();
        }
        throw RoimillException.badData(
                name() + " holds values of type " + meta.type() + ", no numbers", "Choose an array of numbers.");
    }

    public int dims() {
        return meta.dims();
    }

    public long[] shape() {
        return meta.shape().clone();
    }

    public Region domain() {
        return meta.domain();
    }

    /** The smallest box that is read and decoded by itself. */
    public long[] chunks() {
        return Arrays.copyOf(pipeline().leafShape(), dims());
    }

    /** The box of one stored object; the same as {@link #chunks} where nothing is sharded. */
    public long[] shards() {
        return meta.chunk().clone();
    }

    public boolean isSharded() {
        return pipeline().isTransparent();
    }

    /** Null where none are given; single names may be null. */
    public List<String> dimensionNames() {
        return meta.dimensionNames();
    }

    /** Null where values are no numbers. */
    public Number fill() {
        return meta.fill().number(meta.type());
    }

    public ArrayMeta meta() {
        return meta;
    }

    /** A copy of the metadata document. */
    public ObjectNode metadata() {
        return node.document().deepCopy();
    }

    /** A copy. */
    public ObjectNode attributes() {
        return node.attributes().deepCopy();
    }

    /** Edits the attributes as they are in the store now; all else is kept. Consolidated metadata is left alone. */
    public void updateAttributes(Consumer<ObjectNode> edit) {
        node.updateAttributes(edit);
    }

    /** The number of stored objects along each axis. */
    public long[] gridShape() {
        return meta.grid();
    }

    /** The key of a stored object within the store. */
    public String key(long... gridPosition) {
        return layout.key(gridPosition);
    }

    /** The box of a stored object, cut to the array. */
    public Region shardRegion(long... gridPosition) {
        return box(gridPosition).intersect(domain());
    }

    private Region box(long... gridPosition) {
        long[] min = new long[dims()];
        for (int d = 0; d < min.length; d++) {
            min[d] = Math.multiplyExact(gridPosition[d], meta.chunk()[d]);
        }
        return Region.at(min, meta.chunk());
    }

    /** Codec memory that one thread takes at most while it reads or writes, beyond the block itself. */
    public long scratchBytes() {
        return pipeline().scratchBytes();
    }

    /** Fills the region of a block, which is in the coordinates of the array. */
    public void read(Region region, Block into) {
        checkBlock(region, into);
        reader().read(region, new Target.Voxels(into));
    }

    /** Writes a whole block. */
    public void write(Block block) {
        write(block, block.region());
    }

    /** Writes a part of a block. */
    public void write(Block block, Region part) {
        checkBlock(part, block);
        writer().write(new Patch.Voxels(block, part));
    }

    private void checkBlock(Region region, Block block) {
        checkRegion(region);
        if (block.dtype() != dtype()) {
            throw new IllegalArgumentException(name() + " holds " + dtype() + ", the block " + block.dtype());
        }
        if (!block.region().contains(region)) {
            throw new IndexOutOfBoundsException(region + " is not in the block over " + block.region());
        }
    }

    private void checkRegion(Region region) {
        if (region.dims() != dims() || !domain().contains(region)) {
            throw new IndexOutOfBoundsException(region + " is not in " + name() + ", which is " + domain());
        }
    }

    /** All texts, in C order. */
    public String[] readStrings() {
        return readStrings(domain());
    }

    public String[] readStrings(Region region) {
        byte[][] values = readBytes(region);
        String[] texts = new String[values.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = Texts.decode(meta.type(), values[i], name());
        }
        return texts;
    }

    public void writeStrings(String... texts) {
        writeStrings(domain(), texts);
    }

    public void writeStrings(Region region, String... texts) {
        byte[][] values = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            values[i] = Texts.encode(meta.type(), texts[i], name());
        }
        writeBytes(region, values);
    }

    /** Byte strings or texts as bytes, in C order; zeros that pad them to one length are cut off. */
    public byte[][] readBytes(Region region) {
        checkRegion(region);
        int n = count(region);
        byte[][] values = new byte[n][];
        ElementType type = meta.type();
        if (type instanceof ElementType.Text || type instanceof ElementType.VarBytes) {
            reader().read(region, new Target.Values(region, values));
            return values;
        }
        int width = width();
        if (width == 0) {
            Arrays.fill(values, new byte[0]);
            return values;
        }
        try (Scratch scratch = new Scratch()) {
            Region box = Pipeline.box(type, region);
            MemorySegment memory = scratch.allocate(Math.multiplyExact((long) n, width));
            reader().read(box, new Target.Voxels(Block.over(DType.U8, box, memory)));
            for (int i = 0; i < n; i++) {
                byte[] value = memory.asSlice((long) i * width, width).toArray(ValueLayout.JAVA_BYTE);
                values[i] = type instanceof ElementType.FixedBytes b && b.terminated() ? Texts.trim(value) : value;
            }
        }
        return values;
    }

    /** Byte strings, in C order; texts as their UTF-8, or UTF-32 of the array's length. */
    public void writeBytes(Region region, byte[]... values) {
        checkRegion(region);
        if (values.length != count(region)) {
            throw new IllegalArgumentException(values.length + " values for " + region);
        }
        ElementType type = meta.type();
        if (type instanceof ElementType.Text || type instanceof ElementType.VarBytes) {
            writer().write(new Patch.Values(region, values));
            return;
        }
        int width = width();
        try (Scratch scratch = new Scratch()) {
            Region box = Pipeline.box(type, region);
            MemorySegment memory = scratch.allocate(Math.multiplyExact((long) values.length, width));
            for (int i = 0; i < values.length; i++) {
                byte[] padded = Texts.pad(values[i], type, name());
                MemorySegment.copy(padded, 0, memory, ValueLayout.JAVA_BYTE, (long) i * width, width);
            }
            writer().write(new Patch.Voxels(Block.over(DType.U8, box, memory), box));
        }
    }

    private int count(Region region) {
        if (region.voxels() > Integer.MAX_VALUE - 16) {
            throw RoimillException.usage(
                    name() + ": " + region.voxels() + " values at once are too many", "Read it in parts.");
        }
        return (int) region.voxels();
    }

    private int width() {
        if (meta.type() instanceof ElementType.FixedText || meta.type() instanceof ElementType.FixedBytes) {
            return meta.type().bytes();
        }
        pipeline();
        throw RoimillException.badData(
                name() + " holds values of type " + meta.type() + ", no text", "Choose an array of text.");
    }

    /** For filling one shard, inner chunk by inner chunk. */
    public ShardWriter shard(long... gridPosition) {
        dtype();
        return new ShardWriter(this, writer(), box(gridPosition));
    }

    /** What a listener would have heard of a stored object, found out by reading it; null where it is absent. */
    public StoredChunk inspect(long... gridPosition) {
        String key = key(gridPosition);
        try (Stored stored = store().open(key);
                Scratch scratch = new Scratch()) {
            MemorySegment bytes = stored.read(scratch);
            if (bytes == null) {
                return null;
            }
            return new StoredChunk(
                    key, gridPosition.clone(), bytes.byteSize(), Crc32c.of(bytes), Decoder.hash(pipeline(), bytes));
        } catch (RoimillException e) {
            throw layout.at(store(), key, e);
        }
    }

    private ArrayReader reader() {
        return new ArrayReader(store(), layout, pipeline(), access);
    }

    private ArrayWriter writer() {
        if (!store().isWritable()) {
            throw new RoimillException(
                    Failure.USAGE, store().name() + " cannot be written to", "Write to another store.");
        }
        Region domain = Pipeline.box(meta.type(), domain());
        return new ArrayWriter(store(), layout, pipeline(), domain, access);
    }

    /** Made when values are first wanted, so that arrays of unknown codecs can still be described. */
    private Pipeline pipeline() {
        Pipeline p = pipeline;
        if (p == null) {
            p = Pipeline.of(meta);
            pipeline = p;
        }
        return p;
    }

    private String name() {
        return store().name() + ": array '" + path() + "'";
    }

    @Override
    public String toString() {
        return name() + " " + meta.type() + " " + Arrays.toString(meta.shape());
    }
}
