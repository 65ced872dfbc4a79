package dev.evenkeel.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.fields.Change;
import dev.evenkeel.fields.Claim;
import dev.evenkeel.fields.FieldOwnership;
import dev.evenkeel.fields.FieldOwnership.Settlement;
import dev.evenkeel.resource.ManagedFields;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the books of who owns which field, for writes in one name. */
final class Ownerships {

    private final ResourceCodec codec;
    private final Claim claim;
    private final Map<String, FieldOwnership> kinds;

    Ownerships(ResourceCodec codec, Claim claim) {
        this(codec, claim, new ConcurrentHashMap<>());
    }

    private Ownerships(ResourceCodec codec, Claim claim, Map<String, FieldOwnership> kinds) {
        this.codec = codec;
        this.claim = claim;
        this.kinds = kinds;
    }

    Ownerships as(Claim other) {
        return new Ownerships(codec, other, kinds);
    }

    ObjectNode applied(ResourceKind<?, ?> kind, Resource<?, ?> seen, Claim.Apply apply, String subresource) {
        return of(kind).applied(apply, codec.tree(seen), seen.metadata().managedFields(), subresource);
    }

    /**
     * The metadata of a new resource with its owners. What the registry adds to it (finalizers, the empty status)
     * belongs to nobody.
     */
    <S, T> Metadata ofNew(ResourceKind<S, T> kind, Resource<S, T> draft, Instant now) {
        ObjectNode tree = codec.tree(draft);
        tree.remove("status");
        List<ManagedFields> sent = of(kind).plausible(draft.metadata().managedFields(), tree);
        Settlement settlement = of(kind).after(claim, new Change(Optional.empty(), tree, sent, "", now));
        return draft.metadata().withManagedFields(settlement.owners());
    }

    /** The resource as it is to be stored, with its owners; {@code stored} itself if there is nothing to store. */
    <S, T> Resource<S, T> settled(
            ResourceKind<S, T> kind, Resource<S, T> stored, Resource<S, T> draft, String subresource, Instant now) {
        List<ManagedFields> owners = draft.metadata().managedFields();
        List<ManagedFields> storedOwners = stored.metadata().managedFields();
        if (claim instanceof Claim.Update
                && withOwners(draft, storedOwners).equals(stored)
                && owners.equals(storedOwners)) {
            return stored;
        }
        ObjectNode tree = codec.tree(draft);
        List<ManagedFields> known = owners.equals(storedOwners) ? owners : of(kind).plausible(owners, tree);
        Settlement settlement =
                of(kind).after(claim, new Change(Optional.of(codec.tree(stored)), tree, known, subresource, now));
        boolean idle = claim instanceof Claim.Apply
                && !settlement.fieldsChanged()
                && settlement.owners().equals(storedOwners);
        return idle ? stored : withOwners(draft, settlement.owners());
    }

    private FieldOwnership of(ResourceKind<?, ?> kind) {
        return kinds.computeIfAbsent(kind.kind(), unseen -> new FieldOwnership(kind));
    }

    private static <S, T> Resource<S, T> withOwners(Resource<S, T> resource, List<ManagedFields> owners) {
        return resource.with(resource.metadata().withManagedFields(owners));
    }
}
