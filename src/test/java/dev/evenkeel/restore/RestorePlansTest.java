package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Golden scenarios: a Restore, the archive it means and the volume that is there, and what is done about it. */
final class RestorePlansTest {

    private static final String REGISTRY = "b2f6";

    @TestFactory
    Stream<DynamicTest> plansAreAsWritten() {
        return Golden.folders("restore").stream()
                .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    private static void check(Path folder) throws JsonProcessingException {
        JsonMapper mapper = Golden.CODEC.mapper();
        Resource<RestoreSpec, RestoreStatus> restore =
                Golden.CODEC.resource(RestoreKind.INSTANCE, Golden.given(folder, "spec.yaml"));
        ManifestHead head = mapper.treeToValue(Golden.given(folder, "manifest.yaml"), ManifestHead.class);
        JsonNode engine = Golden.given(folder, "engine.yaml");
        Optional<EngineVolume> target = engine.has("target")
                ? Optional.of(mapper.treeToValue(engine.get("target"), EngineVolume.class))
                : Optional.empty();
        ArchiveChoice source = new ArchiveChoice(
                "one", "local", new ArchiveLocation(head.namespace(), head.archive()).toString(), head.sha256());
        Optional<Resource<VolumeSpec, VolumeStatus>> declared = engine.has("declared")
                ? Optional.of(Golden.CODEC.resource(VolumeKind.INSTANCE, engine.get("declared")))
                : Optional.empty();

        RestorePlan plan = restore.spec().replaces()
                ? ReplacePlanner.plan(restore, source, head, users(engine), REGISTRY)
                : RestorePlanner.plan(restore, source, head, target, declared, REGISTRY);

        assertThat(RestoreKind.INSTANCE.validate(restore.metadata().name(), restore.spec()))
                .isEmpty();
        Golden.expect(folder, "plan.txt", plan + labels(plan));
    }

    /** What the new volume is marked with. */
    private static String labels(RestorePlan plan) {
        return switch (plan) {
            case RestorePlan.Refuse refuse -> "";
            case RestorePlan.Replace replace -> labels(replace.staging());
            case RestorePlan.Make make -> labels(make.steps());
        };
    }

    private static String labels(List<RestoreStep> steps) {
        return steps.stream()
                .filter(RestoreStep.CreateVolume.class::isInstance)
                .map(RestoreStep.CreateVolume.class::cast)
                .flatMap(step -> step.creation().labels().entrySet().stream())
                .map(label -> "label " + label.getKey() + "=" + label.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    private static List<ContainerSummary> users(JsonNode engine) {
        List<ContainerSummary> users = new ArrayList<>();
        for (JsonNode user : engine.path("users")) {
            String name = user.path("name").asText();
            users.add(new ContainerSummary(
                    "id-of-" + name, name, user.path("state").asText(), Map.of(), Map.of(), Set.of("pgdata")));
        }
        return users;
    }
}
