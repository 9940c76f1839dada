package org.roimill.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Bytes;
import org.roimill.core.network.TensorSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/** Blocks as tensors, and what a session says of its tensors in our words. */
final class Tensors {
    private Tensors() {}

    /** Looks at the block's own memory: the block must outlive it. */
    static OnnxTensor over(OrtEnvironment environment, Block block) throws OrtException {
        if (block.bytes() > Integer.MAX_VALUE) {
            throw RoimillException.usage(
                    "a tensor of " + Bytes.text(block.bytes()) + " is larger than 2 GiB", "Run it on smaller tiles.");
        }
        ByteBuffer buffer = block.data().asByteBuffer().order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(environment, buffer, block.region().shape(), javaType(block.dtype()));
    }

    /** The part of a block between two places along the first axis. */
    static Block part(Block block, long from, long to) {
        Region region = block.region();
        long step = block.bytes() / region.size(0);
        long[] shape = region.shape();
        shape[0] = to - from;
        return Block.over(block.dtype(), Region.ofShape(shape), block.data().asSlice(from * step, (to - from) * step));
    }

    static List<TensorSpec> specs(Collection<NodeInfo> nodes) {
        return nodes.stream().map(Tensors::spec).toList();
    }

    private static TensorSpec spec(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            return new TensorSpec(node.getName(), null, List.of());
        }
        return new TensorSpec(
                node.getName(),
                dtype(tensor.type),
                LongStream.of(tensor.getShape()).boxed().toList());
    }

    private static DType dtype(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> DType.F32;
            case DOUBLE -> DType.F64;
            case INT8 -> DType.I8;
            case UINT8 -> DType.U8;
            case INT16 -> DType.I16;
            case INT32 -> DType.I32;
            case INT64 -> DType.I64;
            case BOOL -> DType.BOOL;
            case FLOAT16 -> DType.F16;
            default -> null;
        };
    }

    private static OnnxJavaType javaType(DType type) {
        return switch (type) {
            case F32 -> OnnxJavaType.FLOAT;
            case F64 -> OnnxJavaType.DOUBLE;
            case I8 -> OnnxJavaType.INT8;
            case U8 -> OnnxJavaType.UINT8;
            case I16 -> OnnxJavaType.INT16;
            case I32 -> OnnxJavaType.INT32;
            case I64 -> OnnxJavaType.INT64;
            case BOOL -> OnnxJavaType.BOOL;
            case F16 -> OnnxJavaType.FLOAT16;
            case U16, U32, U64 -> throw new IllegalArgumentException("no tensors of " + type);
        };
    }
}
