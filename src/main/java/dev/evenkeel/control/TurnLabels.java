package dev.evenkeel.control;

import dev.evenkeel.resource.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/** Labels every line that is logged during a turn, by the one thread that has it: whose it is, and which of them. */
public final class TurnLabels implements ControlListener<ResourceKey> {

    private static final String CONTROLLER = "controller";
    private static final String KIND = "kind";
    private static final String ENGINE = "engine";
    private static final String NAME = "name";

    /** As controller-runtime calls it. */
    private static final String TURN = "reconcileID";

    private static final List<String> ALL = List.of(CONTROLLER, KIND, ENGINE, NAME, TURN);

    private final String controller;
    private final Supplier<String> ids;

    /** @param ids a new one for each turn */
    public TurnLabels(String controller, Supplier<String> ids) {
        this.controller = controller;
        this.ids = ids;
    }

    @Override
    public void taken(ResourceKey key, Duration waited) {
        MDC.put(CONTROLLER, controller);
        MDC.put(KIND, key.kind());
        MDC.put(ENGINE, key.namespace());
        MDC.put(NAME, key.name());
        MDC.put(TURN, ids.get());
    }

    @Override
    public void finished(ResourceKey key, Duration worked) {
        ALL.forEach(MDC::remove);
    }
}
