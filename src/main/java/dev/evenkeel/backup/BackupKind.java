package dev.evenkeel.backup;

import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;

/** The kind Backup: its names and its rules. */
public final class BackupKind implements ResourceKind<BackupSpec, BackupStatus> {

    public static final BackupKind INSTANCE = new BackupKind();

    private BackupKind() {}

    @Override
    public String kind() {
        return "Backup";
    }

    @Override
    public String plural() {
        return "backups";
    }

    @Override
    public List<String> shortNames() {
        return List.of("bk");
    }

    @Override
    public Class<BackupSpec> specType() {
        return BackupSpec.class;
    }

    @Override
    public Class<BackupStatus> statusType() {
        return BackupStatus.class;
    }

    @Override
    public BackupStatus emptyStatus() {
        return BackupStatus.EMPTY;
    }

    @Override
    public List<Column<BackupSpec, BackupStatus>> columns() {
        return BackupColumns.ALL;
    }

    @Override
    public List<RiskyUse> riskyUses(String name, BackupSpec spec) {
        return spec.hooks().riskyUses("spec.hooks");
    }

    @Override
    public List<Violation> validate(String name, BackupSpec spec) {
        List<Violation> violations = new ArrayList<>(BackupRules.volumes("spec.volumes", spec.volumes()));
        violations.addAll(BackupRules.store("spec.store", spec.store()));
        violations.addAll(BackupRules.additionalStores("spec.additionalStores", spec.store(), spec.additionalStores()));
        violations.addAll(spec.compression().violations("spec.compression"));
        violations.addAll(spec.quiesce().violations("spec.quiesce"));
        violations.addAll(spec.hooks().violations("spec.hooks"));
        return violations;
    }

    @Override
    public List<Violation> validateChange(BackupSpec stored, BackupSpec wanted) {
        return stored.equals(wanted)
                ? List.of()
                : List.of(Violation.forbidden(
                        "spec", "a Backup is one run and does not change: make another one under another name"));
    }
}
