package dev.evenkeel.api;

import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.ResourceKind;
import jakarta.inject.Singleton;

/** Finds what can be done behind a path segment. */
@Singleton
public final class Catalogue {

    private final Kinds kinds;
    private final Registry registry;
    private final ResourceCodec codec;
    private final NameSuffixes suffixes;
    private final PolicyGate gate;

    public Catalogue(Kinds kinds, Registry registry, ResourceCodec codec, NameSuffixes suffixes, PolicyGate gate) {
        this.kinds = kinds;
        this.registry = registry;
        this.codec = codec;
        this.suffixes = suffixes;
        this.gate = gate;
    }

    /** @throws Failure 404 when there is no such kind, or none on engines, or none on no engine, as the path says */
    ResourceKind<?, ?> kind(Call call) {
        return kinds.byPlural(call.plural())
                .filter(kind -> kind.namespaced() != call.namespace().isEmpty())
                .orElseThrow(Failures::unknownPath);
    }

    KindWrites<?, ?> writes(Call call) {
        return new KindWrites<>(kind(call), registry, codec, suffixes, gate.of(call.caller()));
    }

    KindDeletion<?, ?> deletion(Call call) {
        return new KindDeletion<>(kind(call), registry, codec);
    }
}
