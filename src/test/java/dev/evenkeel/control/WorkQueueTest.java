package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class WorkQueueTest {

    private static final Duration NOW = Duration.ZERO;

    private final AtomicLong nanos = new AtomicLong();
    private final WorkQueue<String> queue = new WorkQueue<>(nanos::get, new ControlListener<>() {});

    @Test
    void keysComeOutInTheOrderInWhichTheyWentIn() throws InterruptedException {
        queue.add("b");
        queue.add("a");
        assertThat(queue.take(NOW)).contains("b");
        assertThat(queue.take(NOW)).contains("a");
        assertThat(queue.take(NOW)).isEmpty();
    }

    @Test
    void aKeyAddedTwiceComesOutOnce() throws InterruptedException {
        queue.add("a");
        queue.add("a");
        assertThat(queue.depth()).isEqualTo(1);
        assertThat(queue.take(NOW)).contains("a");
        assertThat(queue.take(NOW)).isEmpty();
    }

    @Test
    void aKeyIsNobodyElsesWhileItIsHandledAndComesOutAgainIfItWasAddedMeanwhile() throws InterruptedException {
        queue.add("a");
        queue.take(NOW);
        queue.add("a");
        assertThat(queue.take(NOW)).isEmpty();
        queue.done("a");
        assertThat(queue.take(NOW)).contains("a");
        queue.done("a");
        assertThat(queue.take(NOW)).isEmpty();
    }

    @Test
    void aDelayedKeyComesOutWhenItIsDueAndNotBefore() throws InterruptedException {
        queue.addAfter("a", Duration.ofSeconds(10));
        pass(Duration.ofMillis(9_999));
        assertThat(queue.take(NOW)).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(queue.take(NOW)).contains("a");
    }

    @Test
    void ofSeveralDelaysForOneKeyTheShortestCountsAndTheOthersAreForgotten() throws InterruptedException {
        queue.addAfter("a", Duration.ofSeconds(10));
        queue.addAfter("a", Duration.ofSeconds(1));
        queue.addAfter("a", Duration.ofSeconds(5));
        pass(Duration.ofSeconds(1));
        assertThat(queue.take(NOW)).contains("a");
        queue.done("a");
        pass(Duration.ofSeconds(60));
        assertThat(queue.take(NOW)).isEmpty();
    }

    @Test
    void aWaitingWorkerIsWokenByAnEarlierDelay() throws InterruptedException {
        WorkQueue<String> real = new WorkQueue<>(System::nanoTime, new ControlListener<>() {});
        AtomicReference<Optional<String>> taken = new AtomicReference<>(Optional.empty());
        CountDownLatch done = new CountDownLatch(1);
        real.addAfter("late", Duration.ofHours(1));
        Thread worker = Thread.ofPlatform().start(() -> {
            try {
                taken.set(real.take(Duration.ofSeconds(30)));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            done.countDown();
        });
        real.addAfter("soon", Duration.ofMillis(20));
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(taken.get()).contains("soon");
        worker.join();
    }

    @Test
    void closingLetsWaitingWorkersGo() throws InterruptedException {
        WorkQueue<String> real = new WorkQueue<>(System::nanoTime, new ControlListener<>() {});
        Thread worker = Thread.ofPlatform().start(() -> {
            try {
                real.take(Duration.ofHours(1));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        real.close();
        assertThat(worker.join(Duration.ofSeconds(10))).isTrue();
        real.add("a");
        assertThat(real.depth()).isZero();
    }

    @Test
    void itTellsForHowLongTheLongestTurnHasBeenGoingOn() throws InterruptedException {
        queue.add("a");
        queue.take(NOW);
        pass(Duration.ofSeconds(3));
        queue.add("b");
        queue.take(NOW);
        pass(Duration.ofSeconds(2));
        assertThat(queue.longestRunning()).isEqualTo(Duration.ofSeconds(5));
        assertThat(queue.unfinishedWork()).isEqualTo(Duration.ofSeconds(7));
        assertThat(queue.processing()).containsExactlyInAnyOrder("a", "b");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
