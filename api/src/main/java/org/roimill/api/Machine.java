package org.roimill.api;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Bytes;
import org.roimill.core.network.Provider;

/**
 * What a command may use.
 *
 * @param pixelMemory how many bytes the ledger may hand out
 * @param cpus how many threads may work at once
 * @param device what networks run on
 */
public record Machine(long pixelMemory, int cpus, Provider device) {
    /** For the code, the stacks and the native libraries, measured with some to spare. */
    private static final long RESERVE = 192L << 20;
    /** Below this not even a row of small chunks finds room. */
    private static final long LEAST = 32L << 20;

    public Machine(long pixelMemory, int cpus) {
        this(pixelMemory, cpus, Provider.AUTO);
    }

    /**
     * @param memory of the whole process, in bytes; 0 for what the system grants
     * @param cpus 0 for what the scheduler, or else the system, grants
     */
    public static Machine of(long memory, int cpus) {
        long granted = grantedMemory();
        long process = memory == 0 ? granted : Math.min(memory, granted);
        long pixels = process - Runtime.getRuntime().maxMemory() - RESERVE;
        if (pixels < LEAST) {
            throw RoimillException.usage(
                    Bytes.text(process) + " of memory are too little to work in",
                    "Give --memory at least " + Bytes.text(least()) + ".");
        }
        return new Machine(pixels, cpus == 0 ? grantedCpus() : cpus);
    }

    public Machine withDevice(Provider provider) {
        return new Machine(pixelMemory, cpus, provider);
    }

    /** The launcher makes the heap a quarter of the memory. */
    private static long least() {
        return (RESERVE + LEAST) * 4 / 3;
    }

    /** What the cgroup allows, where there is one, and else what the machine has. */
    private static long grantedMemory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    private static int grantedCpus() {
        int available = Runtime.getRuntime().availableProcessors();
        String scheduler = System.getenv("SLURM_CPUS_PER_TASK");
        return scheduler != null && scheduler.matches("[1-9]\\d{0,4}")
                ? Math.min(available, Integer.parseInt(scheduler))
                : available;
    }
}
