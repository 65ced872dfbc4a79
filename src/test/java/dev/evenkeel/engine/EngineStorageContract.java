package dev.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.EngineException.InUse;
import dev.evenkeel.engine.EngineException.NotFound;
import dev.evenkeel.engine.EngineException.Unreachable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How an engine treats volumes, the never-started containers that lead into them, and those who listen to it. */
@Timeout(30)
abstract class EngineStorageContract {

    private static final String IMAGE = "evenkeel-empty";

    Engine engine;

    /** An engine with nothing of the last test on it. */
    abstract Engine freshEngine();

    @BeforeEach
    void connectToTheEngine() {
        engine = freshEngine();
    }

    private static VolumeCreation local(String name) {
        return new VolumeCreation(name, "local", Map.of(), Map.of("tier", "back"));
    }

    private String helper(String volume, boolean readOnly) {
        engine.importEmptyImage(IMAGE, "1");
        return engine.createHelper(new HelperCreation(IMAGE + ":1", volume, "/data", readOnly, Map.of("run", "7")));
    }

    @Test
    void theSizeOfAVolumeIsThatOfItsFiles() throws IOException {
        engine.createVolume(local("full"));
        engine.createVolume(local("empty"));
        String into = helper("full", false);
        engine.writeArchive(into, "/data", tar(Map.of("file", "x".repeat(4096))));

        Map<String, Long> sizes = engine.volumeSizes();

        assertThat(sizes.get("full") - sizes.get("empty")).isGreaterThanOrEqualTo(4096);
        engine.removeHelper(into);
    }

    @Test
    void createdVolumeIsWhatWasAskedFor() {
        VolumeCreation creation = new VolumeCreation(
                "scratch", "local", Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m"), Map.of("tier", "back"));

        EngineVolume created = engine.createVolume(creation);

        assertThat(created.options()).isEqualTo(creation.options());
        assertThat(created.labels()).isEqualTo(creation.labels());
        assertThat(created.mountpoint()).isNotEmpty();
        assertThat(engine.volume("scratch")).isEqualTo(created);
        assertThat(engine.volumes()).contains(created);
    }

    @Test
    void secondVolumeOfANameIsTheFirst() {
        EngineVolume first = engine.createVolume(local("kept"));

        EngineVolume second = engine.createVolume(new VolumeCreation("kept", "local", Map.of(), Map.of("a", "b")));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void volumeThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> engine.volume("absent")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> engine.removeVolume("absent")).isInstanceOf(NotFound.class);
    }

    @Test
    void volumeOfAHelperIsInUseUntilTheHelperIsRemoved() {
        engine.createVolume(local("held"));
        String helper = helper("held", true);

        assertThatThrownBy(() -> engine.removeVolume("held")).isInstanceOf(InUse.class);
        engine.removeHelper(helper);
        engine.removeVolume("held");

        assertThat(engine.volumes()).extracting(EngineVolume::name).doesNotContain("held");
    }

    @Test
    void helperIsFoundByItsLabelAndItsVolumeAndNeverRuns() {
        engine.createVolume(local("found"));
        String helper = helper("found", true);

        assertThat(engine.containers(Map.of("label", Set.of("run=7"), "volume", Set.of("found"))))
                .singleElement()
                .satisfies(container -> {
                    assertThat(container.id()).isEqualTo(helper);
                    assertThat(container.volumes()).containsExactly("found");
                    assertThat(container.running()).isFalse();
                });
    }

    @Test
    void helperNeedsItsImage() {
        assertThat(engine.hasImage("nothing-of-that-name:1")).isFalse();
        engine.importEmptyImage(IMAGE, "1");
        assertThat(engine.hasImage(IMAGE + ":1")).isTrue();
        assertThatThrownBy(() -> engine.createHelper(
                        new HelperCreation("nothing-of-that-name:1", "v1", "/data", true, Map.of())))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void whatIsWrittenIntoAVolumeIsReadFromIt() throws IOException {
        engine.createVolume(local("full"));
        String writer = helper("full", false);

        engine.writeArchive(writer, "/", tar(Map.of("data/", "", "data/empty/", "", "data/greeting", "hello")));

        String reader = helper("full", true);
        try (InputStream archive = engine.readArchive(reader, "/data")) {
            assertThat(untar(archive))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("data/", "", "data/empty/", "", "data/greeting", "hello"));
        }
    }

    @Test
    void emptiedVolumeHasNothingButItsRoot() throws IOException {
        engine.createVolume(local("emptied"));
        String helper = helper("emptied", false);
        engine.writeArchive(
                helper, "/", tar(Map.of("data/", "", "data/dir/", "", "data/dir/file", "x", "data/top", "y")));

        engine.emptyMount(helper, "/data");
        engine.emptyMount(helper, "/data");

        try (InputStream archive = engine.readArchive(helper, "/data")) {
            assertThat(untar(archive)).containsOnlyKeys("data/");
        }
        engine.writeArchive(helper, "/", tar(Map.of("data/", "", "data/new", "z")));
        try (InputStream archive = engine.readArchive(helper, "/data")) {
            assertThat(untar(archive)).containsOnlyKeys("data/", "data/new");
        }
    }

    @Test
    void failureToReadTheTarIsTheCallersAndNotTheEngines() {
        engine.createVolume(local("untouched"));
        String writer = helper("untouched", false);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the store is gone");
            }
        };

        assertThatThrownBy(() -> engine.writeArchive(writer, "/", broken))
                .isInstanceOf(IOException.class)
                .hasMessage("the store is gone");
    }

    @Test
    void pathInsideAVolumeIsDescribed() {
        engine.createVolume(local("described"));
        String helper = helper("described", true);

        PathStat stat = engine.statPath(helper, "/data");

        assertThat(stat.name()).isEqualTo("data");
        assertThat(engine.statPath(helper, "/data")).isEqualTo(stat);
        assertThatThrownBy(() -> engine.statPath(helper, "/elsewhere")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> engine.readArchive(helper, "/elsewhere")).isInstanceOf(NotFound.class);
    }

    @Test
    void eventsTellWhoHasChanged() {
        try (EventStream events = engine.events()) {
            String network = engine.createNetwork(EngineContract.bridge("heard"));
            engine.createVolume(local("heard-too"));
            engine.removeNetwork(network);

            EngineEvent created = await(events, event -> event.action().equals("create"));
            EngineEvent volume = await(events, event -> event.type().equals("volume"));
            EngineEvent destroyed = await(events, event -> event.action().equals("destroy"));

            assertThat(created.actorId()).isEqualTo(network);
            assertThat(created.name()).isEqualTo("heard");
            assertThat(volume.name()).isEqualTo("heard-too");
            assertThat(destroyed.actorId()).isEqualTo(network);
            assertThat(destroyed.timeNanos()).isGreaterThan(created.timeNanos());
        }
    }

    @Test
    void closedEventStreamLetsItsReaderGo() throws InterruptedException {
        EventStream events = engine.events();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                await(events, event -> false);
            } catch (Unreachable end) {
                ended.complete(end);
            }
        });
        engine.createVolume(local("last-heard"));

        events.close();

        assertThat(ended.join()).isInstanceOf(Unreachable.class);
        reader.join();
    }

    private static EngineEvent await(EventStream events, Predicate<EngineEvent> wanted) {
        EngineEvent event = events.next();
        while (!wanted.test(event)) {
            event = events.next();
        }
        return event;
    }

    static InputStream tar(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                entry.setSize(content.length);
                archive.putArchiveEntry(entry);
                archive.write(content);
                archive.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static Map<String, String> untar(InputStream tar) throws IOException {
        Map<String, String> files = new TreeMap<>();
        TarArchiveInputStream archive = new TarArchiveInputStream(tar);
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            files.put(entry.getName(), new String(archive.readAllBytes(), StandardCharsets.UTF_8));
        }
        return files;
    }
}
