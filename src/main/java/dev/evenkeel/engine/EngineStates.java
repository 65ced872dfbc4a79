package dev.evenkeel.engine;

import java.util.List;

/** The state of the connection to each engine under care. */
public record EngineStates(List<EngineState> all) {

    public EngineStates {
        all = List.copyOf(all);
    }

    public EngineState of(String engine) {
        return all.stream()
                .filter(state -> state.engine().equals(engine))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no engine is called " + engine));
    }
}
