package org.roimill.benchmarks.frame;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What has passed since it was started: time, and what this process has taken of all processors. */
public final class Clock {
    private final long start = System.nanoTime();
    private final long used = used();

    private static long used() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    public double processorSeconds() {
        return (used() - used) / 1e9;
    }
}
