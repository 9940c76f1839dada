package org.roimill.runner.stage;

import java.util.concurrent.atomic.LongAdder;

/** Where the time of a stage went, in nanoseconds summed over all threads. */
final class Timing {
    final LongAdder read = new LongAdder();
    final LongAdder work = new LongAdder();
    final LongAdder write = new LongAdder();
}
