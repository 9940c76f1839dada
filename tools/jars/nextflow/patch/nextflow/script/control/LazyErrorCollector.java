package nextflow.script.control;

import java.util.List;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.WarningMessage;

/**
 * Takes the place of Nextflow's class of this name, whose lists are null until a message comes; `nextflow lint` stops at
 * that. Errors are collected and never thrown.
 */
public class LazyErrorCollector extends ErrorCollector {
    private static final long serialVersionUID = 1;

    public LazyErrorCollector(CompilerConfiguration configuration) {
        super(configuration);
    }

    @Override
    protected void failIfErrors() {}

    @Override
    public List<? extends Message> getErrors() {
        return errors == null ? List.of() : errors;
    }

    @Override
    public List<WarningMessage> getWarnings() {
        return warnings == null ? List.of() : warnings;
    }
}
