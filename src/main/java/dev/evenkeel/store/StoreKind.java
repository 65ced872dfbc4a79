package dev.evenkeel.store;

import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.RiskyUse.Feature;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
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
        return new StoreSpec(Optional.of(new StoreSpec.Local("")));
    }

    static boolean isStandard(String name) {
        return name.equals(BackupSpec.STORE_DEFAULT);
    }

    @Override
    public List<Violation> validate(String name, StoreSpec spec) {
        List<Violation> broken = new ArrayList<>();
        if (spec.local().isEmpty()) {
            broken.add(Violation.required("spec", "say where the archives go: local"));
        }
        spec.local().ifPresent(local -> path(broken, name, local.path()));
        return broken;
    }

    private static void path(List<Violation> broken, String name, String path) {
        if (isStandard(name)) {
            if (!path.isEmpty()) {
                broken.add(Violation.forbidden(
                        "spec.local.path",
                        "the folder of the store " + name + " is set by evenkeel.backup.path;"
                                + " make a store of another name for another folder"));
            }
        } else if (path.isEmpty()) {
            broken.add(Violation.required("spec.local.path", "an absolute path"));
        } else if (!path.startsWith("/")) {
            broken.add(Violation.invalid("spec.local.path", path, "must be an absolute path"));
        }
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
