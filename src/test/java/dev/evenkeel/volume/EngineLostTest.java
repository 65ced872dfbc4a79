package dev.evenkeel.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.StagedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine goes away while a volume is filled: that it may hold half of its contents is not forgotten. */
final class EngineLostTest {

    @TempDir
    Path folder;

    @Test
    void aLostVolumeThatIsBeingRestoredStaysSoUntilTheEngineIsBack() throws Exception {
        write("spec.yaml", """
                metadata: {name: pgdata, namespace: default}
                spec: {lossPolicy: Restore}
                status: {observedGeneration: 1, origin: Created, mountpoint: /var/lib/docker/volumes/pgdata/_data}
                """);
        write("engine.yaml", "volumes: []\n");
        AtomicBoolean away = new AtomicBoolean();
        VolumeContents contents = (volume, occasion) -> {
            away.set(true);
            return new VolumeContents.Progress.Done("a backup");
        };
        try (VolumeScenario scenario = new VolumeScenario(folder, folder)) {
            Engine engine = StagedEngine.of(scenario.fake(), (method, call) -> {
                if (away.get()) {
                    throw new EngineException.Unreachable("the engine is away");
                }
                return call.done();
            });
            scenario.reconcile(engine, contents);
            assertThat(away).isTrue();
            assertThat(scenario.current().status().filling()).contains(VolumeContents.Occasion.Loss);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
