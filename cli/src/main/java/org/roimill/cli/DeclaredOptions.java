package org.roimill.cli;

import java.util.List;
import org.roimill.core.format.Declared;
import picocli.CommandLine.Option;

/** What the user says where a file does not. */
final class DeclaredOptions {
    @Option(
            names = "--axes",
            paramLabel = "AXES",
            description = "The axes of the file, outermost first, out of t c z y x: for example cyx or tzyx.")
    private String axes;

    @Option(
            names = "--pixel-size",
            paramLabel = "SIZE",
            description = "The size of a voxel with its unit: 0.325um along y and x, or 1um,0.325um,0.325um for z,y,x.")
    private String pixelSize;

    @Option(
            names = "--channels",
            paramLabel = "NAME,...",
            split = ",",
            description = "The names of the channels; of several files, one name for each.")
    private List<String> channels = List.of();

    Declared declared() {
        return Declared.of(axes, pixelSize, channels);
    }
}
