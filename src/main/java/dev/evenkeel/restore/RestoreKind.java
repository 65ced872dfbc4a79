package dev.evenkeel.restore;

import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.Violation;
import java.util.List;

/**
 * Kind Restore: its names and its rules. The volume it made is the user's; its finalizer is there for what it has begun
 * and not ended.
 */
public final class RestoreKind implements ResourceKind<RestoreSpec, RestoreStatus> {

    public static final RestoreKind INSTANCE = new RestoreKind();

    private RestoreKind() {}

    @Override
    public String kind() {
        return "Restore";
    }

    @Override
    public String plural() {
        return "restores";
    }

    @Override
    public List<String> shortNames() {
        return List.of("rs");
    }

    @Override
    public Class<RestoreSpec> specType() {
        return RestoreSpec.class;
    }

    @Override
    public Class<RestoreStatus> statusType() {
        return RestoreStatus.class;
    }

    @Override
    public RestoreStatus emptyStatus() {
        return RestoreStatus.EMPTY;
    }

    @Override
    public List<Column<RestoreSpec, RestoreStatus>> columns() {
        return RestoreColumns.ALL;
    }

    @Override
    public List<Violation> validate(String name, RestoreSpec spec) {
        return RestoreRules.violations(spec);
    }

    @Override
    public List<RiskyUse> riskyUses(String name, RestoreSpec spec) {
        return spec.replaces() && !spec.dryRun()
                ? List.of(new RiskyUse(
                        RiskyUse.Feature.forcerestore,
                        "spec.target.mode",
                        spec.target().volume()))
                : List.of();
    }

    @Override
    public List<Violation> validateChange(RestoreSpec stored, RestoreSpec wanted) {
        return stored.equals(wanted)
                ? List.of()
                : List.of(Violation.forbidden(
                        "spec", "a Restore happens once and does not change: make another one under another name"));
    }
}
