package dev.evenkeel.schedule;

import dev.evenkeel.backup.BackupRules;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kind BackupSchedule: its names and its rules. It leaves nothing behind, so it has no finalizer. */
public final class ScheduleKind implements ResourceKind<ScheduleSpec, ScheduleStatus> {

    public static final ScheduleKind INSTANCE = new ScheduleKind();

    /** On a Backup: the name of the schedule that made it. */
    public static final String LABEL = GROUP + "/schedule";

    static final int NAME_LENGTH_MAX = ObjectName.LENGTH_MAX - RunName.SUFFIX_LENGTH;

    /** Nobody starts a run in no time at all: with less, a busy moment is a missed run. */
    static final int STARTING_DEADLINE_SECONDS_MIN = 10;

    /** A run that is later than a week is not worth making up for. */
    static final int STARTING_DEADLINE_SECONDS_MAX = (int) Duration.ofDays(7).toSeconds();

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

    @Override
    public List<Violation> validate(String name, ScheduleSpec spec) {
        List<Violation> broken = new ArrayList<>();
        if (name.length() > NAME_LENGTH_MAX) {
            broken.add(Violation.tooLong(
                    "metadata.name",
                    "may not be longer than " + NAME_LENGTH_MAX + " characters: its Backups add the time to it"));
        }
        schedule(spec.schedule()).ifPresent(broken::add);
        timeZone(spec.timeZone()).ifPresent(broken::add);
        int deadline = spec.startingDeadlineSeconds();
        if (deadline < STARTING_DEADLINE_SECONDS_MIN || deadline > STARTING_DEADLINE_SECONDS_MAX) {
            broken.add(Violation.invalid(
                    "spec.startingDeadlineSeconds",
                    deadline,
                    "must be between " + STARTING_DEADLINE_SECONDS_MIN + " and " + STARTING_DEADLINE_SECONDS_MAX
                            + ", which is a week"));
        }
        broken.addAll(BackupRules.volumes("spec.volumes", spec.volumes()));
        broken.addAll(spec.template().violations("spec.template"));
        broken.addAll(spec.retention().violations("spec.retention"));
        return broken;
    }

    private static Optional<Violation> schedule(String schedule) {
        if (schedule.isBlank()) {
            return Optional.of(Violation.required("spec.schedule", "a cron line like 0 2 * * *, or @daily"));
        }
        try {
            CronTiming.of(schedule, ZoneOffset.UTC);
            return Optional.empty();
        } catch (IllegalArgumentException notCron) {
            return Optional.of(Violation.invalid("spec.schedule", schedule, notCron.getMessage()));
        }
    }

    private static Optional<Violation> timeZone(String timeZone) {
        try {
            CronTiming.zone(timeZone);
            return Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.of(Violation.invalid("spec.timeZone", timeZone, unknown.getMessage()));
        }
    }
}
