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

    public Catalogue(Kinds kinds, Registry registry, ResourceCodec codec, NameSuffixes suffixes) {
        this.kinds = kinds;
        this.registry = registry;
        this.codec = codec;
        this.suffixes = suffixes;
    }

    /** @throws Failure 404 when there is no such kind */
    ResourceKind<?, ?> kind(String plural) {
        return kinds.byPlural(plural).orElseThrow(Failures::unknownPath);
    }

    KindVerbs<?, ?> verbs(String plural) {
        return verbs(kind(plural));
    }

    private <S, T> KindVerbs<S, T> verbs(ResourceKind<S, T> kind) {
        return new KindVerbs<>(kind, registry, codec, suffixes);
    }
}
