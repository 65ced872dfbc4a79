package dev.evenkeel.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.resource.Resource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Golden scenarios: a schedule, its Backups and the time, and what is done about it. */
final class SchedulePlansTest {

    @TestFactory
    Stream<DynamicTest> plansAndStatusesAreAsWritten() {
        return Golden.folders("schedule").stream()
                .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    private static void check(Path folder) throws JsonProcessingException {
        Resource<ScheduleSpec, ScheduleStatus> schedule =
                Golden.CODEC.resource(ScheduleKind.INSTANCE, Golden.given(folder, "spec.yaml"));
        JsonNode world = Golden.given(folder, "world.yaml");
        Instant now = Instant.parse(world.get("now").asText());
        List<Run> runs = Golden.CODEC.mapper().convertValue(world.get("backups"), new TypeReference<>() {});

        ScheduleSpec spec = schedule.spec();
        RetentionReview review = Retention.review(spec.retention(), spec.zone(), runs, now);
        Selection selection = selection(world, spec);
        SchedulePlan plan = SchedulePlanner.plan(schedule, runs, review, selection, now);
        ScheduleStatus status = ScheduleStatuses.after(
                schedule, plan, runs, review, selection, schedule.status().drill(), now);

        assertThat(ScheduleKind.INSTANCE.validate(schedule.metadata().name(), schedule.spec()))
                .isEmpty();
        Golden.expect(folder, "plan.txt", plan.toString());
        Golden.expect(folder, "status.yaml", Golden.yaml(status));
        assertThat(SchedulePlanner.plan(schedule.withStatus(status), runs.reversed(), review, selection, now)
                        .start())
                .as("nothing is started a second time")
                .isEmpty();
    }

    private static Selection selection(JsonNode world, ScheduleSpec spec) {
        return world.has("selection")
                ? Golden.CODEC.mapper().convertValue(world.get("selection"), Selection.class)
                : Selection.named(spec.volumes());
    }
}
