package org.roimill.core.processor;

import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Model;
import org.roimill.core.param.ModelRef;
import org.roimill.core.param.TableRef;

/** For a class path without inference. */
final class NoResources implements OpenResources {
    @Override
    public Model model(ModelRef ref) {
        throw RoimillException.usage(
                "the model '" + ref.name() + "' cannot be opened: nothing on the class path opens models",
                "Add the jar roimill-inference.");
    }

    @Override
    public String digest(ModelRef ref) {
        return model(ref).card().digest();
    }

    @Override
    public Table table(TableRef ref) {
        return NONE.table(ref);
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
