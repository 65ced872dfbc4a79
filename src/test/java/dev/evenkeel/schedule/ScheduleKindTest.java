package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.resource.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScheduleKindTest {

    @Test
    void whatIsLeftOutGetsItsDefault() throws JsonProcessingException {
        ScheduleSpec spec = read("{schedule: '@daily', volumes: [pgdata]}");
        assertThat(spec)
                .isEqualTo(new ScheduleSpec(
                        "@daily",
                        "Etc/UTC",
                        false,
                        3600,
                        ScheduleSpec.ConcurrencyPolicy.Forbid,
                        List.of("pgdata"),
                        BackupTemplate.standard(),
                        new RetentionRule(7, 3),
                        ScheduleSpec.DeletionPolicy.Retain));
        assertThat(ScheduleKind.INSTANCE.validate("nightly", spec)).isEmpty();
    }

    @Test
    void everyBrokenRuleIsNamedWithItsField() throws JsonProcessingException {
        ScheduleSpec spec = read("{schedule: 0 0 30 2 *, timeZone: Mars/Olympus, startingDeadlineSeconds: 5,"
                + " template: {store: s/3, compression: {level: 20}}, retention: {keepLast: 0, minimumVerified: -1}}");
        assertThat(ScheduleKind.INSTANCE.validate("nightly", spec))
                .extracting(Violation::field)
                .containsExactly(
                        "spec.schedule",
                        "spec.timeZone",
                        "spec.startingDeadlineSeconds",
                        "spec.volumes",
                        "spec.template.store",
                        "spec.template.compression.level",
                        "spec.retention.keepLast",
                        "spec.retention.minimumVerified");
    }

    @Test
    void aNameLeavesRoomForTheTimeOfItsBackups() throws JsonProcessingException {
        ScheduleSpec spec = read("{schedule: '@daily', volumes: [pgdata]}");
        assertThat(ScheduleKind.INSTANCE.validate("x".repeat(111), spec)).isEmpty();
        assertThat(ScheduleKind.INSTANCE.validate("x".repeat(112), spec))
                .extracting(Violation::field)
                .containsExactly("metadata.name");
    }

    private static ScheduleSpec read(String yaml) throws JsonProcessingException {
        return Golden.CODEC.mapper().treeToValue(Golden.parse(yaml), ScheduleSpec.class);
    }
}
