package org.roimill.inference;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;
import org.roimill.core.network.Model;
import org.roimill.core.network.ModelCard;
import org.roimill.core.network.Network;
import org.roimill.core.network.Provider;
import org.roimill.core.param.ModelRef;
import org.roimill.core.param.TableRef;
import org.roimill.core.processor.OpenResources;
import org.roimill.inference.library.Found;
import org.roimill.inference.library.Library;
import org.roimill.inference.onnx.Networks;

/**
 * The models of one invocation. Each is looked for once and opened once, whoever asks; what went wrong with one is told
 * the same to all. Safe for many threads.
 */
public final class Models implements OpenResources {
    private final Library library;
    private final Provider wanted;
    private final Consumer<String> notes;
    private final Map<String, Opening> all = new LinkedHashMap<>();
    /** Of its file, that a session takes while it opens: 2.7 to 2.9 were seen of 0.3 to 1.2 GB. */
    private static final int COPIES = 3;

    private Networks networks;

    public Models(Library library, Provider wanted, Consumer<String> notes) {
        this.library = library;
        this.wanted = wanted;
        this.notes = notes;
    }

    @Override
    public Model model(ModelRef ref) {
        Opening opening;
        synchronized (all) {
            opening = all.computeIfAbsent(ref.name(), Opening::new);
        }
        return opening.found();
    }

    @Override
    public String digest(ModelRef ref) {
        return Library.digest(Path.of(ref.name()));
    }

    @Override
    public Table table(TableRef ref) {
        return NONE.table(ref);
    }

    @Override
    public void close() {
        synchronized (all) {
            all.values().forEach(Opening::close);
            all.clear();
        }
    }

    private synchronized Networks networks() {
        if (networks == null) {
            networks = new Networks(wanted, notes);
        }
        return networks;
    }

    /** A model on its way from a name to a network. */
    private final class Opening implements Model {
        private final String name;
        private Found found;
        private Networks.Opened opened;
        private RoimillException problem;

        Opening(String name) {
            this.name = name;
        }

        synchronized Model found() {
            throwProblem();
            try {
                found = found == null ? library.find(name) : found;
                return this;
            } catch (RoimillException e) {
                problem = e;
                throw e;
            }
        }

        @Override
        public ModelCard card() {
            return found.card().model();
        }

        @Override
        public long memory() {
            return COPIES * found.files().size(found.card().network());
        }

        @Override
        public synchronized Network network() {
            throwProblem();
            try {
                opened = opened == null ? networks().open(found) : opened;
                return opened.network();
            } catch (RoimillException e) {
                problem = e;
                throw e;
            }
        }

        private void throwProblem() {
            if (problem != null) {
                throw problem;
            }
        }

        @Override
        public synchronized Optional<String> provider() {
            return opened == null
                    ? Optional.empty()
                    : Optional.of(opened.network().provider());
        }

        synchronized void close() {
            if (opened != null) {
                opened.close();
                opened = null;
                problem = RoimillException.usage("the model '" + name + "' was closed", null);
            }
        }
    }
}
