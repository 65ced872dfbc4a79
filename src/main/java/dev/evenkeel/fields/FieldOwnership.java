package dev.evenkeel.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.resource.FieldSet;
import dev.evenkeel.resource.ManagedFields;
import dev.evenkeel.resource.ManagedFields.Operation;
import dev.evenkeel.resource.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who owns which field of the objects of one kind, from write to write: server-side apply as Kubernetes has it, without
 * its conversions between versions.
 */
public final class FieldOwnership {

    /** Who owns what an object had before anybody kept the books. */
    static final String BEFORE_FIRST_APPLY = "before-first-apply";

    private static final String STATUS = "status";

    /** Metadata that clients write; the rest is the registry's own, and has no owner. */
    private static final List<String> METADATA =
            List.of("generateName", "labels", "annotations", "finalizers", "ownerReferences");

    private final Schema.Structure schema;

    public FieldOwnership(ResourceKind<?, ?> kind) {
        this(Schemas.of(kind));
    }

    FieldOwnership(Schema.Structure schema) {
        this.schema = schema;
    }

    /**
     * Who owns what after a write.
     *
     * @param fieldsChanged false when no field has another value than before; the order of a list map or set is no
     *     field
     */
    public record Settlement(List<ManagedFields> owners, boolean fieldsChanged) {}

    /** What {@code live} becomes by applying: the configuration over it, without what the manager has given up. */
    public ObjectNode applied(Claim.Apply claim, ObjectNode live, List<ManagedFields> owners, String subresource) {
        OwnerList known = known(Optional.of(live), owners, subresource, Instant.EPOCH);
        FieldSet given = known.find(claim.manager(), Operation.Apply, subresource)
                .map(ManagedFields::fieldsV1)
                .orElse(FieldSet.EMPTY);
        FieldSet kept = FieldSets.union(
                known.except(claim.manager(), Operation.Apply, subresource).fields(), leaves(claim));
        ObjectNode merged = Merge.merged(schema, live, claim.configuration());
        Pruning.prune(schema, merged, given, kept);
        if (LastApplied.concerns(claim, live)) {
            LastApplied.rewrite(claim, merged);
        }
        return merged;
    }

    /** @throws FieldConflictException when an apply without force would change what others own */
    public Settlement after(Claim claim, Change change) {
        return switch (claim) {
            case Claim.Update update -> updated(update, change);
            case Claim.Apply apply -> applied(apply, change);
        };
    }

    /** {@code owners} as a client wrote them, without what does not exist. */
    public List<ManagedFields> plausible(List<ManagedFields> owners, ObjectNode object) {
        return new OwnerList(owners).within(everything(content(object))).entries();
    }

    /** An object whose books nobody has opened yet stays so: who cleared them meant it. */
    private Settlement updated(Claim.Update claim, Change change) {
        Comparison comparison = comparison(change);
        OwnerList owners = new OwnerList(change.owners());
        boolean untracked = owners.entries().isEmpty() && change.before().isPresent();
        if (untracked || comparison.nothing()) {
            return new Settlement(change.owners(), !comparison.nothing());
        }
        OwnerList rest = owners.without(FieldSets.union(comparison.modified(), comparison.removed()));
        FieldSet touched = FieldSets.union(comparison.added(), comparison.modified());
        if (FieldSets.isEmpty(touched)) {
            return new Settlement(rest.entries(), true);
        }
        String subresource = change.subresource();
        FieldSet mine = rest.find(claim.manager(), Operation.Update, subresource)
                .map(entry -> FieldSets.union(entry.fieldsV1(), touched))
                .orElse(touched);
        OwnerList all = rest.except(claim.manager(), Operation.Update, subresource)
                .plus(claim.manager(), Operation.Update, subresource, mine, Optional.of(change.now()));
        return new Settlement(all.capped().entries(), true);
    }

    private Settlement applied(Claim.Apply claim, Change change) {
        String subresource = change.subresource();
        Comparison comparison = comparison(change);
        OwnerList known = known(change.before(), change.owners(), subresource, change.now());
        Optional<ManagedFields> previous = known.find(claim.manager(), Operation.Apply, subresource);
        OwnerList others = known.except(claim.manager(), Operation.Apply, subresource);
        FieldSet leaves = leaves(claim);
        FieldSet disputed = disputed(claim, change, comparison, leaves);
        List<FieldConflict> conflicts = claim.force() ? List.of() : conflicts(claim, change, others, disputed);
        if (!conflicts.isEmpty()) {
            throw new FieldConflictException(conflicts);
        }
        FieldSet mine = FieldSets.intersection(leaves, everything(content(change.after())));
        boolean asBefore = comparison.nothing()
                && mine.equals(previous.map(ManagedFields::fieldsV1).orElse(FieldSet.EMPTY));
        if (asBefore && change.before().isPresent() && !change.owners().isEmpty()) {
            return new Settlement(change.owners(), false);
        }
        Optional<Instant> time = asBefore ? previous.flatMap(ManagedFields::time) : Optional.of(change.now());
        OwnerList all = others.without(FieldSets.union(disputed, comparison.removed()))
                .plus(claim.manager(), Operation.Apply, subresource, mine, time);
        return new Settlement(all.entries(), !comparison.nothing());
    }

    /** What the configuration changes: also what it empties, for a list or text that is empty is not there at all. */
    private static FieldSet disputed(Claim.Apply claim, Change change, Comparison comparison, FieldSet leaves) {
        FieldSet changed = FieldSets.union(List.of(
                comparison.added(), comparison.modified(), FieldSets.intersection(comparison.removed(), leaves)));
        return change.before().filter(live -> LastApplied.concerns(claim, live)).isPresent()
                ? FieldSets.difference(changed, LastApplied.annotation())
                : changed;
    }

    private List<FieldConflict> conflicts(Claim.Apply claim, Change change, OwnerList others, FieldSet disputed) {
        FieldSet allowed = change.before()
                .filter(live -> LastApplied.concerns(claim, live))
                .map(live -> LastApplied.fields(schema, live))
                .orElse(FieldSet.EMPTY);
        FieldSet contested = FieldSets.difference(disputed, allowed);
        List<FieldConflict> conflicts = new ArrayList<>();
        for (ManagedFields owner : others.entries()) {
            FieldSets.paths(FieldSets.intersection(owner.fieldsV1(), contested))
                    .forEach(path -> conflicts.add(FieldConflict.of(owner, Steps.display(path))));
        }
        return conflicts;
    }

    /** The books, opened now if they were not: what is there already has an owner, too. */
    private OwnerList known(Optional<ObjectNode> live, List<ManagedFields> owners, String subresource, Instant now) {
        OwnerList known = new OwnerList(owners);
        if (live.isEmpty() || !owners.isEmpty()) {
            return known;
        }
        ObjectNode spec = content(live.get());
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        Optional.ofNullable(spec.remove(STATUS)).ifPresent(found -> status.set(STATUS, found));
        OwnerList opened = known.plus(BEFORE_FIRST_APPLY, Operation.Update, "", everything(spec), Optional.of(now));
        return subresource.isEmpty()
                ? opened
                : opened.plus(BEFORE_FIRST_APPLY, Operation.Update, subresource, everything(status), Optional.of(now));
    }

    private FieldSet leaves(Claim.Apply claim) {
        return Leaves.of(schema, content(claim.configuration()));
    }

    private Comparison comparison(Change change) {
        JsonNode before =
                change.before().map(FieldOwnership::content).orElseGet(() -> content(MissingNode.getInstance()));
        return Comparison.of(schema, before, content(change.after()));
    }

    private FieldSet everything(ObjectNode content) {
        return Comparison.of(schema, content(MissingNode.getInstance()), content)
                .added();
    }

    /** What can be owned of an object. Its metadata as such cannot: it is always there. */
    private static ObjectNode content(JsonNode object) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = content.putObject("metadata");
        METADATA.forEach(field -> copy(object.path("metadata"), metadata, field));
        copy(object, content, "spec");
        copy(object, content, STATUS);
        return content;
    }

    private static void copy(JsonNode from, ObjectNode to, String field) {
        Optional.ofNullable(from.get(field)).ifPresent(value -> to.set(field, value));
    }
}
