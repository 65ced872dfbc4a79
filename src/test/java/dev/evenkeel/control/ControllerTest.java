package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.resource.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ControllerTest {

    private enum Why {
        Because
    }

    private static final ResourceKey KEY = new ResourceKey("Network", "default", "front");

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> heard = new ArrayList<>();

    @Test
    void aSettledKeyDoesNotComeBack() throws InterruptedException {
        Controller controller = controller(key -> Outcome.settled());
        turn(controller);
        pass(Duration.ofDays(1));
        assertThat(controller.queue().take(Duration.ZERO)).isEmpty();
    }

    @Test
    void aKeyToBeCheckedAgainComesBackThen() throws InterruptedException {
        Controller controller = controller(key -> Outcome.checkAgain(Duration.ofMinutes(5)));
        turn(controller);
        pass(Duration.ofMinutes(5));
        assertThat(controller.queue().take(Duration.ZERO)).contains(KEY);
    }

    @Test
    void aFailedKeyComesBackLaterAndLater() throws InterruptedException {
        Controller controller = controller(key -> Outcome.failed(Why.Because));
        turn(controller);
        pass(Duration.ofSeconds(1));
        controller.turn(Duration.ZERO);
        pass(Duration.ofSeconds(1));
        assertThat(controller.queue().take(Duration.ZERO)).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(controller.queue().take(Duration.ZERO)).contains(KEY);
        assertThat(heard).containsExactly("retried PT1S", "retried PT2S");
    }

    @Test
    void aBlockedKeyWaitsForSomebodyToChangeSomething() throws InterruptedException {
        Controller controller = controller(key -> Outcome.blocked(Why.Because));
        turn(controller);
        pass(Duration.ofDays(1));
        assertThat(controller.queue().take(Duration.ZERO)).isEmpty();
        controller.queue().add(KEY);
        assertThat(controller.queue().take(Duration.ZERO)).contains(KEY);
    }

    @Test
    void aReconcilerThatThrowsIsCountedAndTriedAgainAndHurtsNobodyElse() throws InterruptedException {
        Controller controller = controller(key -> {
            throw new IllegalStateException("on purpose");
        });
        turn(controller);
        assertThat(heard).containsExactly("panicked on purpose", "retried PT1S");
        assertThat(controller.queue().processing()).isEmpty();
    }

    @Test
    void itIsAliveWhileItTurnsOrWorksAndNotWhenItStandsStill() throws InterruptedException {
        Controller controller = controller(key -> Outcome.settled());
        Duration turnMax = Duration.ofHours(1);
        assertThat(controller.alive(turnMax)).isTrue();
        pass(Duration.ofMinutes(2));
        assertThat(controller.alive(turnMax)).isFalse();
        controller.turn(Duration.ZERO);
        assertThat(controller.alive(turnMax)).isTrue();
        controller.queue().add(KEY);
        controller.queue().take(Duration.ZERO);
        pass(Duration.ofMinutes(30));
        assertThat(controller.alive(turnMax)).isTrue();
        pass(Duration.ofHours(1));
        assertThat(controller.alive(turnMax)).isFalse();
    }

    private Controller controller(Reconciler reconciler) {
        ControlListener<ResourceKey> listener = new ControlListener<>() {
            @Override
            public void retried(ResourceKey key, Duration delay) {
                heard.add("retried " + delay);
            }

            @Override
            public void panicked(ResourceKey key, Throwable cause) {
                heard.add("panicked " + cause.getMessage());
            }
        };
        Backoff<ResourceKey> backoff = new Backoff<>(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> 0.0);
        return new Controller("Network", reconciler, backoff, listener, nanos::get);
    }

    private static void turn(Controller controller) throws InterruptedException {
        controller.queue().add(KEY);
        controller.turn(Duration.ZERO);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
