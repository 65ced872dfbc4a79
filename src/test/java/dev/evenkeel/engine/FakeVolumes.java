package dev.evenkeel.engine;

import dev.evenkeel.engine.EngineException.NotFound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The volumes of the {@link FakeEngine} and what is in them. */
final class FakeVolumes {

    private final Map<String, EngineVolume> byName = new TreeMap<>();
    private final Map<String, FakeContents> contents = new HashMap<>();

    List<EngineVolume> all() {
        return List.copyOf(byName.values());
    }

    Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        contents.forEach((name, content) -> sizes.put(name, content.bytes()));
        return sizes;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    EngineVolume get(String name) {
        return found(byName, name);
    }

    FakeContents contents(String name) {
        return found(contents, name);
    }

    void add(VolumeCreation creation) {
        String name = creation.name();
        contents.put(name, new FakeContents());
        byName.put(
                name,
                new EngineVolume(
                        name,
                        creation.driver(),
                        creation.options(),
                        creation.labels(),
                        "/var/lib/docker/volumes/" + name + "/_data",
                        "2026-01-01T00:00:00Z"));
    }

    void remove(String name) {
        byName.remove(name);
        contents.remove(name);
    }

    private static <T> T found(Map<String, T> map, String name) {
        return Optional.ofNullable(map.get(name)).orElseThrow(() -> new NotFound("get " + name + ": no such volume"));
    }
}
