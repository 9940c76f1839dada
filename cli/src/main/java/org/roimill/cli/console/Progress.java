package org.roimill.cli.console;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.roimill.core.memory.Bytes;

/** How far a piece of work has come: a bar on a terminal, a line for each tenth elsewhere. Safe for many threads. */
public final class Progress implements LongConsumer, AutoCloseable {
    private static final int LINES = 10;

    private final String what;
    private final long total;
    private final PrintWriter err;
    private final ProgressBar bar;
    private final AtomicLong done = new AtomicLong();

    private Progress(String what, long total, PrintWriter err, ProgressBar bar) {
        this.what = what;
        this.total = total;
        this.err = err;
        this.bar = bar;
    }

    /** @param total in bytes */
    public static Progress of(String what, long total, PrintWriter err) {
        ProgressBar bar = Boolean.getBoolean("roimill.terminal")
                ? new ProgressBarBuilder()
                        .setTaskName(what)
                        .setInitialMax(total)
                        .setUnit(" MiB", 1 << 20)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .build()
                : null;
        return new Progress(what, total, err, bar);
    }

    @Override
    public void accept(long bytes) {
        if (bar != null) {
            bar.stepBy(bytes);
            return;
        }
        long now = done.addAndGet(bytes);
        long tenth = Math.max(1, total / LINES);
        if (now / tenth != (now - bytes) / tenth || now == total) {
            synchronized (err) {
                err.println(what + ": " + Bytes.text(now) + " of " + Bytes.text(total));
                err.flush();
            }
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
