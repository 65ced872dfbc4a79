package dev.evenkeel.boot;

import java.util.Map;
import java.util.concurrent.Executor;
import org.jboss.logging.MDC;

/** Lends the labels of whoever asks for something to the thread that does it. */
record CarryingExecutor(Executor threads) implements Executor {

    @Override
    public void execute(Runnable work) {
        Map<String, Object> labels = Map.copyOf(MDC.getMap());
        threads.execute(() -> {
            labels.forEach(MDC::put);
            try {
                work.run();
            } finally {
                MDC.clear();
            }
        });
    }
}
