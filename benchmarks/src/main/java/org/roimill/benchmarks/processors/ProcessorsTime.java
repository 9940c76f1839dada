package org.roimill.benchmarks.processors;

import java.lang.management.ManagementFactory;

/** The work of {@link ProcessorsBenchmark}, the best of seven by the clock and by the processor time of one thread. */
public final class ProcessorsTime {
    private ProcessorsTime() {}

    /** Names of work; for each a line with the clock of two threads, of one, and the processor time of one. */
    public static void main(String[] args) {
        for (String work : args) {
            double two = best(ProcessorsBenchmark.prepared(2, work), false);
            double one = best(ProcessorsBenchmark.prepared(1, work), false);
            double cpu = best(ProcessorsBenchmark.prepared(1, work), true);
            System.out.printf("%-20s %9.1f %9.1f %9.1f%n", work, two / 1e6, one / 1e6, cpu / 1e6);
        }
    }

    private static double best(ProcessorsBenchmark benchmark, boolean processor) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 7; i++) {
            long start = now(processor);
            benchmark.run();
            best = Math.min(best, (double) (now(processor) - start));
        }
        benchmark.free();
        return best;
    }

    private static long now(boolean processor) {
        return processor ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : System.nanoTime();
    }
}
