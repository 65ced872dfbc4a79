package dev.evenkeel.resource;

import java.util.Comparator;

/**
 * Names one resource. This is all that ever travels through a work queue.
 *
 * @param kind as in manifests, {@code Network}
 * @param namespace the engine the resource lives on; empty for what is on none
 * @param name the resource's name, which is the Docker object's name
 */
public record ResourceKey(String kind, String namespace, String name) implements Comparable<ResourceKey> {

    private static final Comparator<ResourceKey> ORDER = Comparator.comparing(ResourceKey::kind)
            .thenComparing(ResourceKey::namespace)
            .thenComparing(ResourceKey::name);

    @Override
    public int compareTo(ResourceKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
