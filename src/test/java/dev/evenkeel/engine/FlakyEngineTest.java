package dev.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.EngineException.Failed;
import dev.evenkeel.engine.EngineException.Unreachable;
import org.junit.jupiter.api.Test;

/** The engine that goes wrong does so exactly where it is told to. */
class FlakyEngineTest {

    private final FakeEngine engine = new FakeEngine();

    @Test
    void callThatFailsBeforehandIsNotDone() {
        Engine flaky = FlakyEngine.failingBefore(2, engine, () -> new Failed("no"));
        flaky.createNetwork(EngineContract.bridge("first"));
        flaky.networks();

        assertThatThrownBy(() -> flaky.createNetwork(EngineContract.bridge("second")))
                .isInstanceOf(Failed.class);

        assertThat(engine.networks()).extracting(EngineNetwork::name).containsExactly("first");
        flaky.createNetwork(EngineContract.bridge("third"));
    }

    @Test
    void callWhoseReplyIsLostIsDone() {
        Engine flaky = FlakyEngine.losingTheReply(1, engine);

        assertThatThrownBy(() -> flaky.createNetwork(EngineContract.bridge("first")))
                .isInstanceOf(Unreachable.class);

        assertThat(engine.networks()).extracting(EngineNetwork::name).containsExactly("first");
    }
}
