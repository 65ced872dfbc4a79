package dev.evenkeel.control;

import java.util.List;

/** All loops of the program. */
public record Controllers(List<Controller> all) {

    public Controllers {
        all = List.copyOf(all);
    }

    /** The loop of one kind. */
    public Controller of(String kind) {
        return all.stream()
                .filter(controller -> controller.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no controller for kind " + kind));
    }
}
