package org.roimill.benchmarks.kernels;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** The work of {@link KernelsBenchmark} by processor time, best of seven: for machines that others use too. */
public final class ProcessorTime {
    private ProcessorTime() {}

    public static void main(String[] args) {
        KernelsBenchmark b = new KernelsBenchmark();
        b.prepare();
        Map<String, Runnable> work = new LinkedHashMap<>();
        work.put("label8192By4", b::label8192By4);
        work.put("label8192By8", b::label8192By8);
        work.put("ringWhole", b::ringWhole);
        work.put("ringByTilesOf512", b::ringByTilesOf512);
        work.put("medianOfDisk3InU16", b::medianOfDisk3InU16);
        work.put("openingByDisk3InU16", b::openingByDisk3InU16);
        work.put("gaussianOf2InF32", b::gaussianOf2InF32);
        work.put("percentilesOfU16", b::percentilesOfU16);
        work.put("percentilesOfF32", b::percentilesOfF32);
        work.put("halfInU16", b::halfInU16);
        work.forEach((name, run) -> System.out.printf("%-24s %9.1f%n", name, best(run) / 1e6));
        b.free();
    }

    private static long best(Runnable run) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 7; i++) {
            long start = now();
            run.run();
            best = Math.min(best, now() - start);
        }
        return best;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
