package org.roimill.core.processor;

import java.util.List;
import org.roimill.core.element.CropPixels;
import org.roimill.core.element.Table;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * What a piece of work is handed for one region: blocks over core axes, in the lanes that it asked for. Positions count
 * the slots of its stage. Blocks live only as long as the call.
 */
public interface Call {
    /** What to make, over the core axes of the first output (for a fold: of the first input). */
    Region region();

    /** All there is to make, over the same axes as {@link #region()}. A block's edge is an image's edge only there. */
    Region domain();

    /** The block of an input: its footprint, cut to its domain or padded by its border. */
    Block in(int position);

    /** The domain of an input, over its core axes. */
    Region inDomain(int position);

    /** The block of an output to fill; its content is undefined before. */
    Block out(int position);

    /**
     * Another part of an input, for work that learns only from pixels where it has to look: cut to the input's domain, in
     * the input's lane. It is paid for apart from what the call leased; an error where the memory is not there.
     */
    Look look(int position, Region region);

    /** What {@link #look} shows, for as long as it is open. */
    interface Look extends AutoCloseable {
        Block block();

        @Override
        void close();
    }

    /** The value that an earlier fold made for this place along the other axes. */
    <T> T value(int position, Class<T> type);

    Table table(int position);

    CropPixels crops(int position);

    /** Extra memory, within what {@link Work.Windowed#scratchBytes} announced; content undefined. */
    Block scratch(DType dtype, Region region);

    /** Where along the other axes this call is, in the order of the outer axes of the first output. */
    List<Long> outer();

    /** Throws where the run was stopped; long work asks now and then. */
    void checkStopped();
}
