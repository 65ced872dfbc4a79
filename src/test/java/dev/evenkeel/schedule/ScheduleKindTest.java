package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.resource.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScheduleKindTest {

    @Test
    void whatIsLeftOutGetsItsDefault() {
        ScheduleSpec spec = Schedules.spec("{schedule: '@daily', volumes: [pgdata]}");
        assertThat(spec)
                .isEqualTo(new ScheduleSpec(
                        "@daily",
                        "Etc/UTC",
                        false,
                        3600,
                        0,
                        ScheduleSpec.ConcurrencyPolicy.Forbid,
                        List.of("pgdata"),
                        BackupTemplate.standard(),
                        RetentionRule.standard(),
                        ScheduleSpec.DeletionPolicy.Retain));
        assertThat(ScheduleKind.INSTANCE.validate("nightly", spec)).isEmpty();
    }

    @Test
    void everyBrokenRuleIsNamedWithItsField() {
        ScheduleSpec spec = Schedules.spec(
                "{schedule: 0 0 30 2 *, timeZone: Mars/Olympus, startingDeadlineSeconds: 5, jitterSeconds: -1,"
                        + " template: {store: s/3, compression: {level: 20}}, retention: {keepLast: 0,"
                        + " keepDaily: -1, keepWeekly: -1, keepMonthly: -1, keepYearly: -1, keepWithin: soon, minimumVerified: -1}}");
        assertThat(ScheduleKind.INSTANCE.validate("nightly", spec))
                .extracting(Violation::field)
                .containsExactly(
                        "spec.schedule",
                        "spec.timeZone",
                        "spec.startingDeadlineSeconds",
                        "spec.jitterSeconds",
                        "spec.volumes",
                        "spec.template.store",
                        "spec.template.compression.level",
                        "spec.retention.keepLast",
                        "spec.retention.keepDaily",
                        "spec.retention.keepWeekly",
                        "spec.retention.keepMonthly",
                        "spec.retention.keepYearly",
                        "spec.retention.keepWithin",
                        "spec.retention.minimumVerified");
    }

    @Test
    void replacingRunsIsWarnedOf() {
        assertThat(ScheduleKind.INSTANCE.warnings(
                        Schedules.spec("{schedule: '@hourly', volumes: [pgdata], concurrencyPolicy: Replace}")))
                .singleElement()
                .asString()
                .contains("never finished");
        assertThat(ScheduleKind.INSTANCE.warnings(Schedules.spec("{schedule: '@hourly', volumes: [pgdata]}")))
                .isEmpty();
    }

    @Test
    void aNameLeavesRoomForTheTimeOfItsBackups() {
        ScheduleSpec spec = Schedules.spec("{schedule: '@daily', volumes: [pgdata]}");
        assertThat(ScheduleKind.INSTANCE.validate("x".repeat(111), spec)).isEmpty();
        assertThat(ScheduleKind.INSTANCE.validate("x".repeat(112), spec))
                .extracting(Violation::field)
                .containsExactly("metadata.name");
    }
}
