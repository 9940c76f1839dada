package org.roimill.cli.console;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.roimill.runner.run.RoiResult;
import org.roimill.runner.run.RunWatcher;

/** How far a run has come: a bar on a terminal, elsewhere a line for each ROI and for each tenth of long work. */
public final class RunProgress implements RunWatcher, AutoCloseable {
    private static final long MEGA = 1_000_000;
    private static final long QUIET_NANOS = 2_000_000_000L;

    private final PrintWriter err;
    private final AtomicLong done = new AtomicLong();
    private long total;
    private long nextLine;
    private ProgressBar bar;

    public RunProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void planned(int rois, int there, int invalid, long voxels) {
        total = voxels;
        StringBuilder line = new StringBuilder(rois == 1 ? "1 ROI" : rois + " ROIs");
        if (there > 0) {
            line.append(", ").append(there).append(" done before");
        }
        if (invalid > 0) {
            line.append(", ").append(invalid).append(" cannot work");
        }
        print(line.toString());
        nextLine = System.nanoTime() + QUIET_NANOS;
        if (voxels > 0 && Boolean.getBoolean("roimill.terminal")) {
            bar = new ProgressBarBuilder()
                    .setTaskName("milling")
                    .setInitialMax(voxels)
                    .setUnit(" Mvoxel", MEGA)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .build();
        }
    }

    @Override
    public synchronized void begin(String roi, String step) {
        if (bar != null) {
            bar.setExtraMessage(" " + roi + " " + step);
        }
    }

    @Override
    public void advance(long voxels) {
        long now = done.addAndGet(voxels);
        synchronized (this) {
            if (bar != null) {
                bar.stepTo(now);
            } else if (System.nanoTime() > nextLine) {
                nextLine = System.nanoTime() + QUIET_NANOS;
                print(Math.min(100, now * 100 / Math.max(1, total)) + " %");
            }
        }
    }

    /** The last one is told of by the summary. */
    @Override
    public synchronized void finished(RoiResult result, int finished, int rois) {
        if (bar == null && finished < rois) {
            print(finished + " of " + rois + ": " + result.id() + " " + result.outcome());
        }
    }

    private void print(String line) {
        err.println("roimill: " + line);
        err.flush();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
