package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.backup.Golden;
import dev.evenkeel.drill.DrillSpec;
import dev.evenkeel.resource.Violation;
import dev.evenkeel.volume.VolumeSelector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                        VolumeSelector.NONE,
                        BackupTemplate.standard(),
                        RetentionRule.standard(),
                        DrillSpec.NONE,
                        ScheduleSpec.DeletionPolicy.Retain));
        assertThat(ScheduleKind.INSTANCE.validate("nightly", spec)).isEmpty();
    }

    @Test
    void everyBrokenRuleIsNamedWithItsField() {
        ScheduleSpec spec = Schedules.spec(
                "{schedule: 0 0 30 2 *, timeZone: Mars/Olympus, startingDeadlineSeconds: 5, jitterSeconds: -1,"
                        + " template: {store: s/3, compression: {level: 20}}, retention: {keepLast: 0,"
                        + " keepDaily: -1, keepWeekly: -1, keepMonthly: -1, keepYearly: -1, keepWithin: soon, minimumVerified: -1},"
                        + " drill: {schedule: sometimes}}");
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
                        "spec.retention.minimumVerified",
                        "spec.drill.schedule");
    }

    @Test
    void theExampleIsLetIn() throws IOException {
        String example = Files.readString(Path.of("deploy/examples/backupschedule.yaml"));
        ScheduleSpec spec = Golden.CODEC
                .resource(ScheduleKind.INSTANCE, Golden.parse(example))
                .spec();
        assertThat(ScheduleKind.INSTANCE.validate("nightly", spec)).isEmpty();
        assertThat(spec.retention().keepMonthly()).isEqualTo(12);
        assertThat(spec.drill().wanted()).isTrue();
        assertThat(Golden.yaml(spec.selector()).strip())
                .as("what is stored can be written again")
                .isEqualTo("matchLabels:\n  backup: nightly");
    }

    @Test
    void aSelectorWillDoInThePlaceOfVolumes() {
        assertThat(violations("{schedule: '@daily', selector: {matchLabels: {backup: nightly}}}"))
                .isEmpty();
        assertThat(violations("{schedule: '@daily', selector: {}}")).containsExactly("spec.volumes");
        assertThat(violations("{schedule: '@daily', volumes: [a, a], selector: {matchExpressions: [{operator: In},"
                        + " {key: tier, operator: Exists, values: [back]}]}}"))
                .containsExactly(
                        "spec.volumes[1]",
                        "spec.selector.matchExpressions[0].key",
                        "spec.selector.matchExpressions[0].values",
                        "spec.selector.matchExpressions[1].values");
    }

    private static List<String> violations(String yaml) {
        return ScheduleKind.INSTANCE.validate("nightly", Schedules.spec(yaml)).stream()
                .map(Violation::field)
                .toList();
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
