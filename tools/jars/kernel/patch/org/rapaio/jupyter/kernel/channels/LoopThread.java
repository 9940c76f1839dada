package org.rapaio.jupyter.kernel.channels;

/**
 * Takes the place of the kernel's class of this name, which marks itself as running after its start: now and then the
 * thread looks first, ends at once, and the kernel never answers. Nor does it after a message that comes before the
 * kernel knows how to handle any: such a message is passed over here, since clients ask again until they are answered.
 */
public final class LoopThread extends Thread {
    private final long pauseMillis;
    private final Runnable body;
    private volatile boolean running = true;

    public LoopThread(String name, long pauseMillis, Runnable body) {
        super(name);
        this.pauseMillis = pauseMillis;
        this.body = body;
    }

    @Override
    public void run() {
        while (running) {
            try {
                body.run();
            } catch (NullPointerException tooEarly) {
                System.err.println(getName() + ": a message came before the kernel was ready for it");
            }
            try {
                Thread.sleep(pauseMillis);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    public void shutdown() {
        running = false;
    }
}
