package org.roimill.inference;

import java.util.function.Consumer;
import org.roimill.core.network.Provider;
import org.roimill.core.processor.OpenResources;
import org.roimill.inference.library.Library;

/** Opens the user's models. */
public final class ModelsOpener implements OpenResources.Opener {
    @Override
    public OpenResources open(Provider provider, Consumer<String> notes) {
        return new Models(Library.ofUser(), provider, notes);
    }
}
