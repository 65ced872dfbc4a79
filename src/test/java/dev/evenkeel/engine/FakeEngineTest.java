package dev.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.EngineException.Unreachable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The engine that other tests trust keeps the contract of the real one. */
class FakeEngineTest {

    @Nested
    class Networks extends EngineContract {

        private FakeEngine fake = new FakeEngine();
        private int containers;

        @Override
        Engine freshEngine() {
            fake = new FakeEngine();
            return fake;
        }

        @Override
        String run(String network) {
            return fake.runContainer("container" + ++containers, network);
        }

        @Override
        String create(String network) {
            return fake.createContainer("container" + ++containers, network);
        }

        @Override
        void stop(String container) {
            fake.stopContainer(container);
        }
    }

    @Nested
    class Storage extends EngineStorageContract {

        @Override
        Engine freshEngine() {
            return new FakeEngine();
        }
    }

    @Test
    void engineThatIsAwayAnswersNothingAndEndsItsStreams() {
        FakeEngine engine = new FakeEngine();
        EventStream events = engine.events();

        engine.goAway();

        assertThatThrownBy(engine::networks).isInstanceOf(Unreachable.class);
        assertThatThrownBy(events::next).isInstanceOf(Unreachable.class);
        engine.comeBack();
        assertThat(engine.networks()).isEmpty();
    }
}
