package dev.evenkeel.boot;

import dev.evenkeel.command.StopSignal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Ctrl-C and SIGTERM: the JVM goes down in any case, but not before the work has put things in order. */
final class Interruption implements StopSignal {

    private static final Logger LOG = Logger.getLogger(Interruption.class);

    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public int during(Runnable onStop, Callable<Integer> work) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().name("stop").unstarted(() -> {
            asked.countDown();
            onStop.run();
            try {
                over.await();
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            over.countDown();
            forget(hook);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            LOG.debugf("the process is going down already");
        }
    }

    @Override
    public boolean asked() {
        return asked.getCount() == 0;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
