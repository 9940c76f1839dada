package org.roimill.inference;

import java.util.Locale;
import java.util.function.Consumer;
import org.roimill.core.network.Provider;
import org.roimill.inference.library.Found;
import org.roimill.inference.onnx.Networks;

/** Opens models to see whether they are what they say. */
public final class ModelCheck {
    private final Networks networks;

    /** @param notes is told what the user should know */
    public ModelCheck(Provider wanted, Consumer<String> notes) {
        this.networks = new Networks(wanted, notes);
    }

    /** In words what it runs on and how its test went; an exception tells what is wrong with it. */
    public String check(Found found) {
        try (Networks.Opened opened = networks.open(found)) {
            String provider = opened.network().provider();
            return found.card().test() == null
                    ? "ok on " + provider + ", not tested"
                    : String.format(
                            Locale.ROOT,
                            "ok on %s, its test is off by %.1g, allowed are %.1g",
                            provider,
                            opened.difference(),
                            found.card().test().tolerance());
        }
    }
}
