package org.roimill.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.network.Network;
import org.roimill.core.network.TensorSpec;
import org.roimill.core.pixel.Block;

/** A session of ONNX Runtime. Tensors are the blocks' own memory: nothing is copied on a CPU. */
final class OnnxNetwork implements Network, AutoCloseable {
    private static final int GPU_BATCH = 8;

    private final OrtEnvironment environment;
    private final Sessions.Opened opened;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final Halving halving;

    /** @param name of the model, for messages */
    OnnxNetwork(String name, Sessions.Opened opened) throws OrtException {
        this.environment = Sessions.environment();
        this.opened = opened;
        this.inputs = Tensors.specs(opened.session().getInputInfo().values());
        this.outputs = Tensors.specs(opened.session().getOutputInfo().values());
        this.halving = new Halving(name, opened.provider(), this::call);
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public String provider() {
        return opened.provider();
    }

    @Override
    public int batch() {
        long fixed = inputs.getFirst().shape().getFirst();
        if (fixed > 0) {
            return (int) fixed;
        }
        return provider().equals("cpu") ? 1 : (int) Math.min(GPU_BATCH, halving.most());
    }

    @Override
    public void run(List<Block> given, List<Block> wanted) {
        check(inputs, given, inputs.size());
        check(outputs, wanted, Math.max(1, wanted.size()));
        halving.run(given, wanted);
    }

    private static void check(List<TensorSpec> specs, List<Block> blocks, int count) {
        if (blocks.size() != count || count > specs.size()) {
            throw new IllegalArgumentException(blocks.size() + " tensors for " + specs.size());
        }
        for (int i = 0; i < count; i++) {
            TensorSpec spec = specs.get(i);
            long[] shape = blocks.get(i).region().shape();
            boolean fits = blocks.get(i).dtype() == spec.dtype()
                    && shape.length == spec.shape().size();
            for (int d = 0; fits && d < shape.length; d++) {
                fits = spec.shape().get(d) < 0 || spec.shape().get(d) == shape[d];
            }
            if (!fits) {
                throw new IllegalArgumentException(blocks.get(i) + " is given for " + spec);
            }
        }
    }

    private void call(List<Block> given, List<Block> wanted) throws OrtException {
        List<OnnxTensor> tensors = new ArrayList<>();
        try {
            Map<String, OnnxTensor> in = tensors(inputs, given, tensors);
            Map<String, OnnxTensor> out = tensors(outputs, wanted, tensors);
            opened.session().run(in, out).close(); // which leaves the tensors that we gave it open
        } finally {
            tensors.forEach(OnnxTensor::close);
        }
    }

    private Map<String, OnnxTensor> tensors(List<TensorSpec> specs, List<Block> blocks, List<OnnxTensor> all)
            throws OrtException {
        Map<String, OnnxTensor> byName = new LinkedHashMap<>();
        for (int i = 0; i < blocks.size(); i++) {
            OnnxTensor tensor = Tensors.over(environment, blocks.get(i));
            all.add(tensor);
            byName.put(specs.get(i).name(), tensor);
        }
        return byName;
    }

    @Override
    public void close() {
        opened.close();
    }
}
