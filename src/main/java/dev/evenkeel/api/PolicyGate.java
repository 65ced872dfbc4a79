package dev.evenkeel.api;

import dev.evenkeel.access.Attributes;
import dev.evenkeel.access.Authorizer;
import dev.evenkeel.access.Caller;
import dev.evenkeel.api.StatusBody.Cause;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.PolicyListener;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.RiskyUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks, of what a spec uses beyond the engine, whether the administrator's switches allow it and whether the caller may
 * use it; and whether there is room for another resource.
 */
public final class PolicyGate {

    private static final String VERB = "use";

    private final HostPolicy policy;
    private final Authorizer authorizer;
    private final PolicyListener listener;
    private final Registry registry;
    private final long objectsMax;

    public PolicyGate(
            HostPolicy policy, Authorizer authorizer, PolicyListener listener, Registry registry, long objectsMax) {
        this.policy = policy;
        this.authorizer = authorizer;
        this.listener = listener;
        this.registry = registry;
        this.objectsMax = objectsMax;
    }

    /** The gate as {@code caller} finds it. */
    Passage of(Caller caller) {
        return new Passage(this, caller);
    }

    /** A gate that knows who wants to pass. */
    record Passage(PolicyGate gate, Caller caller) {

        /** @throws Failure 403, with a cause for each use that is refused */
        <S, T> void require(ResourceKind<S, T> kind, Resource<S, T> wanted, Optional<Resource<S, T>> stored) {
            gate.require(caller, kind, wanted, stored);
        }

        /** @throws Failure 403 when the caller may not create what he names, whatever verb he came with */
        void requireCreate(ResourceKind<?, ?> kind, ResourceKey key) {
            Attributes create =
                    Attributes.ofResource("create", ResourceKind.GROUP, kind.plural(), key.namespace(), key.name());
            if (!gate.authorizer.allows(caller, create)) {
                throw Failures.forbidden(caller, create);
            }
        }

        /** @throws Failure 403 when there are as many of the kind as there may be */
        <S, T> void requireRoom(ResourceKind<S, T> kind, Resource<S, T> draft) {
            gate.requireRoom(kind, draft);
        }
    }

    /**
     * The switch is asked of every use, the caller's verb only of what {@code stored} does not use already: whoever
     * changes a label needs no permission for what somebody else was permitted.
     */
    private <S, T> void require(
            Caller caller, ResourceKind<S, T> kind, Resource<S, T> wanted, Optional<Resource<S, T>> stored) {
        Set<RiskyUse> had = stored.map(old -> Set.copyOf(uses(kind, old))).orElse(Set.of());
        List<Cause> causes = new ArrayList<>();
        for (RiskyUse use : uses(kind, wanted)) {
            Optional<String> refusal = policy.refusal(use)
                    .or(() -> had.contains(use) ? Optional.empty() : missingVerb(caller, use, wanted));
            refusal.ifPresent(why -> {
                listener.denied(
                        wanted.metadata().namespace(), PolicyListener.Stage.admission, Optional.of(use.feature()));
                causes.add(new Cause(
                        "FieldValueForbidden",
                        "\"" + use.value() + "\" uses " + use.feature() + ": " + why,
                        use.field()));
            });
        }
        if (!causes.isEmpty()) {
            listener.rejected();
            throw Failures.denied(kind, wanted.metadata().name(), causes);
        }
    }

    private <S, T> void requireRoom(ResourceKind<S, T> kind, Resource<S, T> draft) {
        long used = registry.count(kind);
        if (used >= objectsMax) {
            throw Failures.quotaExceeded(kind, draft.metadata().name(), used, objectsMax);
        }
    }

    private static <S, T> List<RiskyUse> uses(ResourceKind<S, T> kind, Resource<S, T> resource) {
        return kind.riskyUses(resource.metadata().name(), resource.spec());
    }

    private Optional<String> missingVerb(Caller caller, RiskyUse use, Resource<?, ?> wanted) {
        String namespace = wanted.metadata().namespace();
        String feature = use.feature().name();
        Attributes attributes = Attributes.ofResource(VERB, ResourceKind.GROUP, feature, namespace, "");
        return authorizer.allows(caller, attributes)
                ? Optional.empty()
                : Optional.of("User \"" + caller.user() + "\" cannot use resource \"" + feature + "\" in API group \""
                        + ResourceKind.GROUP + "\" in the namespace \"" + namespace + "\"");
    }
}
