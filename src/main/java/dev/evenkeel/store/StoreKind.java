package dev.evenkeel.store;

import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.RiskyUse.Feature;
import dev.evenkeel.resource.Violation;
import java.util.List;
import java.util.Optional;

/** The kind BackupStore: its names and its rules. */
public final class StoreKind implements ResourceKind<StoreSpec, StoreStatus> {

    public static final StoreKind INSTANCE = new StoreKind();

    private StoreKind() {}

    @Override
    public String kind() {
        return "BackupStore";
    }

    @Override
    public String plural() {
        return "backupstores";
    }

    @Override
    public List<String> shortNames() {
        return List.of("store");
    }

    @Override
    public boolean namespaced() {
        return false;
    }

    @Override
    public Class<StoreSpec> specType() {
        return StoreSpec.class;
    }

    @Override
    public Class<StoreStatus> statusType() {
        return StoreStatus.class;
    }

    @Override
    public StoreStatus emptyStatus() {
        return StoreStatus.EMPTY;
    }

    @Override
    public List<Column<StoreSpec, StoreStatus>> columns() {
        return StoreColumns.ALL;
    }

    /** The store in the data directory, as the program itself makes it. */
    public static StoreSpec standard() {
        return new StoreSpec(Optional.of(new StoreSpec.Local("")), Optional.empty(), Optional.empty(), "");
    }

    static boolean isStandard(String name) {
        return name.equals(BackupSpec.STORE_DEFAULT);
    }

    @Override
    public List<Violation> validate(String name, StoreSpec spec) {
        return StoreRules.violations(name, spec);
    }

    @Override
    public List<Violation> validateChange(StoreSpec stored, StoreSpec wanted) {
        return StoreRules.violationsOfChange(stored, wanted);
    }

    @Override
    public List<String> warnings(StoreSpec spec) {
        return StoreRules.warnings(spec);
    }

    @Override
    public List<RiskyUse> riskyUses(String name, StoreSpec spec) {
        return spec.local().stream()
                .map(StoreSpec.Local::path)
                .filter(path -> !path.isEmpty())
                .map(path -> new RiskyUse(Feature.hostpaths, "spec.local.path", path))
                .toList();
    }
}
