package dev.evenkeel.api;

import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.LampKind;
import dev.evenkeel.registry.LampKind.Glow;
import dev.evenkeel.registry.LampKind.Lamp;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lamps put into the registry, changed and taken away, without the API. */
record Lamps(Registry registry) {

    private static final LampKind KIND = new LampKind();

    Resource<Lamp, Glow> create(String name, int watts, Map<String, String> labels) {
        Metadata metadata = Metadata.named("default", name).withLabels(labels);
        return registry.create(KIND, new Resource<>("Lamp", metadata, Lamp.of(watts), KIND.emptyStatus()));
    }

    Resource<Lamp, Glow> create(String name) {
        return create(name, 40, Map.of());
    }

    Resource<Lamp, Glow> find(String name) {
        return registry.find(KIND, KIND.key("default", name)).orElseThrow();
    }

    Resource<Lamp, Glow> dim(String name, int watts) {
        return registry.update(KIND, find(name).withSpec(Lamp.of(watts)));
    }

    Resource<Lamp, Glow> label(String name, Map<String, String> labels) {
        Resource<Lamp, Glow> lamp = find(name);
        return registry.update(KIND, lamp.with(lamp.metadata().withLabels(labels)));
    }

    Resource<Lamp, Glow> annotate(String name, String note) {
        Resource<Lamp, Glow> lamp = find(name);
        Lamp noted = new Lamp("E27", 1, false, LampKind.Mood.Warm, Optional.empty(), List.of(), Map.of("note", note));
        return registry.update(KIND, lamp.withSpec(noted));
    }

    /** Gone, in two revisions: it is marked, and its finalizer goes. */
    void delete(String name) {
        registry.delete(KIND, KIND.key("default", name), Deletion.ANY);
        registry.finish(KIND, find(name));
    }

    void clear() {
        registry.list(KIND, Optional.empty()).items().forEach(lamp -> {
            registry.delete(KIND, lamp.key(), Deletion.ANY);
            registry.finish(KIND, lamp);
        });
    }

    long revision() {
        return registry.revision();
    }
}
