package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ForgedArchives;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.FlakyEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What nobody should unpack is refused by its own rule before the engine is asked for the first change. */
final class HostileArchivesTest {

    @TempDir
    static Path folder;

    private static RestoreWorld world;

    @BeforeAll
    static void open() {
        world = new RestoreWorld(folder, new FakeEngine());
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @TestFactory
    Stream<DynamicTest> eachIsRefusedByItsRuleAndChangesNothing() {
        List<HostileArchives.Archive> corpus = HostileArchives.all();
        assertThat(corpus).hasSizeGreaterThanOrEqualTo(40);
        return IntStream.range(0, corpus.size())
                .mapToObj(i -> dynamicTest(corpus.get(i).name(), () -> check(i, corpus.get(i))));
    }

    private void check(int number, HostileArchives.Archive archive) throws InterruptedException {
        ArchiveLocation location = ForgedArchives.forge(
                folder.resolve("store"),
                number + 1,
                archive.algorithm(),
                archive.tar(),
                archive.file(),
                archive.manifest());
        FlakyEngine counting = FlakyEngine.reliable(world.engine());
        String name = "hostile-" + number;
        world.create(
                name,
                new RestoreSpec(
                        "",
                        "",
                        Optional.empty(),
                        Optional.of(new RestoreSpec.ArchiveReference("local", location.toString(), false)),
                        new RestoreSpec.Target("victim", RestoreSpec.Mode.New),
                        false));

        world.turn(name, counting);

        RestoreStatus status = world.status(name);
        assertThat(status.phase()).isEqualTo(RestorePhase.Failed);
        assertThat(status.reason()).as(status.message()).isEqualTo(archive.reason());
        assertThat(status.message()).contains(archive.words());
        assertThat(counting.mutatingCalls()).as("calls that change something").isZero();
    }
}
