package org.roimill.core.processor;

import org.roimill.core.element.Table;
import org.roimill.core.network.Model;
import org.roimill.core.network.Network;
import org.roimill.core.param.ModelRef;
import org.roimill.core.param.TableRef;

/** What parameters refer to, opened and checked by whoever runs the plan. */
public interface Resources {
    /** The same model each time it is asked for. What a plan asks for enters the key of all that it makes. */
    Model model(ModelRef ref);

    default Network network(ModelRef ref) {
        return model(ref).network();
    }

    Table table(TableRef ref);

    /** Where nothing can be referred to. */
    Resources NONE = new Resources() {
        @Override
        public Model model(ModelRef ref) {
            throw new IllegalStateException("no models here: " + ref.name());
        }

        @Override
        public Table table(TableRef ref) {
            throw new IllegalStateException("no tables here: " + ref.name());
        }
    };
}
