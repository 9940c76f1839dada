package org.roimill.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "models",
        description = {
            "List the models that segmenters can use, look at them, test them, take in more.",
            "",
            "A model is a folder or a zip file with a card, model.yaml, the network as ONNX, and a pair of arrays that"
                    + " shows whether it computes what it should. A chain names it by its name, by a path, or among its"
                    + " files. Models are taken into the folder that the variable ROIMILL_MODELS names; by default"
                    + " roimill/models among your data."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            ModelsListCommand.class,
            ModelsShowCommand.class,
            ModelsAddCommand.class,
            ModelsVerifyCommand.class,
            ModelsRemoveCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  roimill models",
            "  roimill models show nuclei-small",
            "  roimill models add my-model.zip",
            "  roimill models add https://host/model.zip --digest sha256:...",
            "  roimill models verify"
        })
final class ModelsCommand implements Runnable {
    @Mixin
    private ModelsListCommand.Listing listing;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        listing.print(spec.commandLine().getOut(), spec.commandLine().getErr());
    }
}
