package org.roimill.runner.plan;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Model;
import org.roimill.core.param.ModelRef;
import org.roimill.core.param.TableRef;
import org.roimill.core.processor.Resources;
import org.roimill.runner.chain.Chain;
import org.roimill.runner.chain.FileEntry;

/** What one step refers to: names among the files of its chain mean those files. Remembers what the step asked for. */
final class StepResources implements Resources {
    private static final String MODEL = "model";

    private final Resources all;
    private final Chain chain;
    private final List<Model> models = new ArrayList<>();

    StepResources(Resources all, Chain chain) {
        this.all = all;
        this.chain = chain;
    }

    @Override
    public Model model(ModelRef ref) {
        Model model = all.model(located(ref));
        if (!models.contains(model)) {
            models.add(model);
        }
        return model;
    }

    /** A path starts from the folder of the chain; the digest that the chain states goes with it. */
    private ModelRef located(ModelRef ref) {
        FileEntry file = chain.files().get(ref.name());
        if (file == null) {
            boolean path = ref.name().contains("/") || ref.name().endsWith(".zip");
            return path ? new ModelRef(fromChain(ref.name())) : ref;
        }
        if (file.kind() != null && !file.kind().equals(MODEL)) {
            throw RoimillException.usage(
                    "'" + ref.name() + "' is a " + file.kind() + " among the files of the chain, and not a model",
                    "Name a model.");
        }
        String place = fromChain(file.location());
        return new ModelRef(file.digest() == null ? place : place + "#" + file.digest());
    }

    private String fromChain(String location) {
        return location.contains("://") || chain.folder() == null
                ? location
                : chain.folder().resolve(location).toString();
    }

    @Override
    public Table table(TableRef ref) {
        return all.table(ref);
    }

    List<Model> models() {
        return List.copyOf(models);
    }
}
