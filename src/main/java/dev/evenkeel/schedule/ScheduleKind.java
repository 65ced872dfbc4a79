package dev.evenkeel.schedule;

import dev.evenkeel.backup.BackupRules;
import dev.evenkeel.cron.CronRules;
import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.View;
import dev.evenkeel.resource.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kind BackupSchedule: its names and its rules. It leaves nothing behind, so it has no finalizer. */
public final class ScheduleKind implements ResourceKind<ScheduleSpec, ScheduleStatus> {

    public static final ScheduleKind INSTANCE = new ScheduleKind();

    /** On a Backup: the name of the schedule that made it. */
    public static final String LABEL = GROUP + "/schedule";

    /** On a Backup, as annotation or label: its schedule never removes it. */
    static final String PIN = GROUP + "/pin";

    /** On a Backup, likewise: somebody knows why there is so little in it. */
    static final String SIZE_ACCEPTED = GROUP + "/size-accepted";

    /** Which Backups stay, and why. */
    public static final View RETENTION = new View("retention", "BackupRetention", RetentionPreview.class);

    static final int NAME_LENGTH_MAX = ObjectName.LENGTH_MAX - RunName.SUFFIX_LENGTH;

    /** Nobody starts a run in no time at all: with less, a busy moment is a missed run. */
    static final int STARTING_DEADLINE_SECONDS_MIN = 10;

    /** A run that is later than a week is not worth making up for. */
    static final int STARTING_DEADLINE_SECONDS_MAX = (int) Duration.ofDays(7).toSeconds();

    /** Later than that, a daily run would be one of the next day. */
    static final int JITTER_SECONDS_MAX = (int) Duration.ofDays(1).toSeconds();

    private ScheduleKind() {}

    @Override
    public String kind() {
        return "BackupSchedule";
    }

    @Override
    public String plural() {
        return "backupschedules";
    }

    @Override
    public List<String> shortNames() {
        return List.of("bs");
    }

    @Override
    public Class<ScheduleSpec> specType() {
        return ScheduleSpec.class;
    }

    @Override
    public Class<ScheduleStatus> statusType() {
        return ScheduleStatus.class;
    }

    @Override
    public ScheduleStatus emptyStatus() {
        return ScheduleStatus.EMPTY;
    }

    @Override
    public List<String> finalizers() {
        return List.of();
    }

    /** Archives are never lost by a default: once the schedule is gone, nobody can say that they should be. */
    @Override
    public boolean takesDependentsAlong(Optional<ScheduleSpec> spec) {
        return spec.filter(known -> known.deletionPolicy() == ScheduleSpec.DeletionPolicy.Delete)
                .isPresent();
    }

    @Override
    public List<Column<ScheduleSpec, ScheduleStatus>> columns() {
        return ScheduleColumns.ALL;
    }

    @Override
    public List<String> warnings(ScheduleSpec spec) {
        return spec.concurrencyPolicy() == ScheduleSpec.ConcurrencyPolicy.Replace
                ? List.of("spec.concurrencyPolicy: with Replace, a run that takes longer than the time between two is"
                        + " never finished")
                : List.of();
    }

    @Override
    public List<View> views() {
        return List.of(RETENTION);
    }

    @Override
    public List<RiskyUse> riskyUses(String name, ScheduleSpec spec) {
        return spec.template().hooks().riskyUses("spec.template.hooks");
    }

    @Override
    public List<Violation> validate(String name, ScheduleSpec spec) {
        List<Violation> broken = new ArrayList<>();
        if (name.length() > NAME_LENGTH_MAX) {
            broken.add(Violation.tooLong(
                    "metadata.name",
                    "may not be longer than " + NAME_LENGTH_MAX + " characters: its Backups add the time to it"));
        }
        CronRules.schedule("spec.schedule", spec.schedule()).ifPresent(broken::add);
        CronRules.timeZone("spec.timeZone", spec.timeZone()).ifPresent(broken::add);
        int deadline = spec.startingDeadlineSeconds();
        if (deadline < STARTING_DEADLINE_SECONDS_MIN || deadline > STARTING_DEADLINE_SECONDS_MAX) {
            broken.add(Violation.invalid(
                    "spec.startingDeadlineSeconds",
                    deadline,
                    "must be between " + STARTING_DEADLINE_SECONDS_MIN + " and " + STARTING_DEADLINE_SECONDS_MAX
                            + ", which is a week"));
        }
        if (spec.jitterSeconds() < 0 || spec.jitterSeconds() > JITTER_SECONDS_MAX) {
            broken.add(Violation.invalid(
                    "spec.jitterSeconds",
                    spec.jitterSeconds(),
                    "must be between 0 and " + JITTER_SECONDS_MAX + ", which is a day"));
        }
        if (spec.selector().selectsNothing() || !spec.volumes().isEmpty()) {
            broken.addAll(BackupRules.volumes("spec.volumes", spec.volumes()));
        }
        broken.addAll(spec.selector().violations("spec.selector"));
        broken.addAll(spec.template().violations("spec.template"));
        broken.addAll(spec.retention().violations("spec.retention"));
        broken.addAll(spec.drill().violations("spec.drill"));
        return broken;
    }
}
