package org.roimill.core.processor;

import org.roimill.core.element.Table;
import org.roimill.core.network.Network;
import org.roimill.core.param.ModelRef;
import org.roimill.core.param.TableRef;

/** What parameters refer to, opened and checked by whoever runs the plan. */
public interface Resources {
    Network network(ModelRef ref);

    Table table(TableRef ref);

    /** Where nothing can be referred to. */
    Resources NONE = new Resources() {
        @Override
        public Network network(ModelRef ref) {
            throw new IllegalStateException("no networks here: " + ref.name());
        }

        @Override
        public Table table(TableRef ref) {
            throw new IllegalStateException("no tables here: " + ref.name());
        }
    };
}
