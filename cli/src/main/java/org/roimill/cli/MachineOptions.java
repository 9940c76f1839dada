package org.roimill.cli;

import java.util.Locale;
import org.roimill.api.Machine;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Bytes;
import org.roimill.core.network.Provider;
import picocli.CommandLine.Option;

/** What may be used of the machine. */
final class MachineOptions {
    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "Memory for the whole process, for example 4G; by default what the system grants.")
    private String memory;

    @Option(
            names = "--cpus",
            paramLabel = "N",
            description = "Threads that work at once; by default what the scheduler or the system grants.")
    private Integer cpus;

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda|tensorrt",
            description = "What networks run on; by default a GPU where there is one that works, and else the CPU.")
    private Device device = Device.auto;

    enum Device {
        auto,
        cpu,
        cuda,
        tensorrt;

        Provider provider() {
            return Provider.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    Machine machine() {
        if (cpus != null && cpus < 1) {
            throw RoimillException.usage("--cpus " + cpus + ": at least one thread must work", "Write --cpus 1.");
        }
        return Machine.of(memory == null ? 0 : Bytes.parse(memory), cpus == null ? 0 : cpus)
                .withDevice(device.provider());
    }
}
