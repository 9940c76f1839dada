package org.roimill.stores.commit;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that says at intervals that its owner lives, until it is closed. */
final class Heartbeat implements AutoCloseable {
    /** Says it once. */
    interface Beat {
        void say() throws IOException;
    }

    /** How often it is said, and how many missed ones mean death. */
    record Rhythm(long millis, int missed) {
        static final Rhythm LOCK = new Rhythm(5_000, 6);
        static final Rhythm TRANSACTION = new Rhythm(20_000, 30);

        long silence() {
            return millis * missed;
        }
    }

    private final CountDownLatch stopped = new CountDownLatch(1);

    Heartbeat(Rhythm rhythm, Beat beat) {
        Thread.ofVirtual().name("roimill-heartbeat").start(() -> {
            try {
                while (!stopped.await(rhythm.millis(), TimeUnit.MILLISECONDS)) {
                    say(beat);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void say(Beat beat) {
        try {
            beat.say();
        } catch (IOException e) {
            // The next beat may get through; where none does, others take over after the silence, as they should.
        }
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
