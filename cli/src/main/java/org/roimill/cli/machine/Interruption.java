package org.roimill.cli.machine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.roimill.runner.stage.Stop;

/**
 * Lets work that has something to tidy up do so when the user presses Ctrl-C or the system ends the process: asks it to
 * stop, and holds the end of the process back until it has.
 */
public final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Stop stop = new Stop();
    private final CountDownLatch tidy = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ask, "interruption");

    public Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public Stop stop() {
        return stop;
    }

    void ask() {
        stop.request();
        try {
            tidy.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        tidy.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs, and is through now.
        }
    }
}
