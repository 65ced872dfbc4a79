package dev.evenkeel.quiesce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.ContainerBonds;
import dev.evenkeel.engine.EngineMount;
import dev.evenkeel.engine.EngineVolume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who stands still, in which order, and who runs again. */
final class QuiescePlannerTest {

    private static final String MOUNT_POINT = "/var/lib/docker/volumes/pgdata/_data";
    private static final List<VolumePaths> PGDATA = List.of(VolumePaths.of(
            new EngineVolume("pgdata", "local", Map.of(), Map.of(), MOUNT_POINT, "2026-01-01T00:00:00Z")));
    private static final EngineMount VOLUME = EngineMount.ofVolume("pgdata");

    @Test
    void writersAreFoundByVolumeAndByPath() {
        List<VolumeUser> all = List.of(
                user("by-name", VOLUME),
                user("by-path", bind(MOUNT_POINT, true)),
                user("by-folder-in-it", bind(MOUNT_POINT + "/base", true)),
                user("reader", new EngineMount("volume", "pgdata", "", false)),
                user("reader-by-path", bind(MOUNT_POINT, false)),
                user("looks-after-the-engine", bind("/var/lib/docker/volumes", true)),
                user("another", EngineMount.ofVolume("uploads")),
                user("alike", bind(MOUNT_POINT + "-old", true)));
        assertThat(names(hold(QuiesceMode.Stop, all)))
                .containsExactlyInAnyOrder("by-name", "by-path", "by-folder-in-it");
    }

    @Test
    void theFolderThatAVolumeIsBoundToIsTheVolume() {
        List<VolumePaths> bound = List.of(VolumePaths.of(new EngineVolume(
                "srv", "local", Map.of("type", "none", "o", "rw,bind", "device", "/srv/data/"), Map.of(), "/m", "")));
        List<VolumeUser> all = List.of(user("direct", bind("/srv/data/x", true)), user("other", bind("/srv", true)));
        assertThat(names(QuiescePlanner.hold(QuiesceMode.Pause, bound, all, Optional.empty())))
                .containsExactly("direct");
    }

    @Test
    void whoIsPausedStaysPaused() {
        VolumeUser paused = new VolumeUser("p", "p", "paused", Map.of(), List.of(VOLUME), ContainerBonds.NONE);
        for (QuiesceMode mode : List.of(QuiesceMode.Pause, QuiesceMode.Stop)) {
            assertThat(names(hold(mode, List.of(paused, user("web", VOLUME))))).containsExactly("web");
        }
    }

    /** The topology of a VPN: everybody behind it loses the network when it stops, and it starts first. */
    @Test
    void whoLivesInAnothersNamespaceGoesBeforeItAndComesAfterIt() {
        List<VolumeUser> all = new ArrayList<>(List.of(
                joined("torrent", "vpn"),
                joined("indexer", "torrent"),
                user("vpn", VOLUME),
                user("bystander", EngineMount.ofVolume("x"))));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(all, new Random(seed));
            QuiescePlan plan = hold(QuiesceMode.Stop, all);
            assertThat(plan).hasToString("stop indexer, stop torrent, stop vpn");
            Quiesced window = Quiesced.opening(plan, Instant.EPOCH);
            Map<String, String> stopped =
                    Map.of("indexer", "exited", "torrent", "exited", "vpn", "exited", "bystander", "exited");
            assertThat(QuiescePlanner.release(window, stopped))
                    .extracting(QuiesceStep::toString)
                    .containsExactly("start vpn", "start torrent", "start indexer");
        }
        assertThat(hold(QuiesceMode.Pause, all)).hasToString("pause vpn");
    }

    @Test
    void composeAndVolumesFromSayWhoNeedsWhomAlsoBySomebodyInBetween() {
        List<VolumeUser> all = List.of(
                compose("shop", "web", "api:service_started:false,cache:service_started:false", VOLUME),
                compose("shop", "api", "db:service_healthy:true"),
                compose("shop", "db", "", VOLUME),
                compose("other", "db", "", VOLUME),
                new VolumeUser(
                        "sidecar",
                        "sidecar",
                        "running",
                        Map.of(),
                        List.of(VOLUME),
                        new ContainerBonds(0, false, Set.of(), List.of("shop-web"))));
        assertThat(names(hold(QuiesceMode.Stop, all)))
                .containsSubsequence("sidecar", "shop-web", "shop-db")
                .contains("other-db")
                .doesNotContain("shop-api");
    }

    @Test
    void aCircleIsBrokenAndNobodyIsForgotten() {
        List<VolumeUser> all = List.of(
                compose("p", "a", "b:service_started:false", VOLUME),
                compose("p", "b", "c:service_started:false", VOLUME),
                compose("p", "c", "a:service_started:false", VOLUME));
        assertThat(names(hold(QuiesceMode.Stop, all))).containsExactlyInAnyOrder("p-a", "p-b", "p-c");
    }

    @Test
    void whoWouldNotComeBackIsNotStopped() {
        VolumeUser once = new VolumeUser(
                "once", "once", "running", Map.of(), List.of(VOLUME), new ContainerBonds(0, true, Set.of(), List.of()));
        VolumeUser task = new VolumeUser(
                "t", "t", "running", Map.of("com.docker.swarm.task.id", "1"), List.of(VOLUME), ContainerBonds.NONE);
        for (VolumeUser user : List.of(once, task)) {
            assertThatThrownBy(() -> hold(QuiesceMode.Stop, List.of(user)))
                    .isInstanceOf(QuiesceException.WouldNotReturn.class)
                    .hasMessageContaining("quiesce.mode Pause");
            assertThat(names(hold(QuiesceMode.Pause, List.of(user)))).containsExactly(user.name());
        }
    }

    @Test
    void evenkeelNeverStopsItself() {
        VolumeUser evenkeel = user("evenkeel", VOLUME);
        for (QuiesceMode mode : List.of(QuiesceMode.Pause, QuiesceMode.Stop)) {
            assertThatThrownBy(() -> QuiescePlanner.hold(mode, PGDATA, List.of(evenkeel), Optional.of(evenkeel.id())))
                    .isInstanceOf(QuiesceException.Ourselves.class)
                    .hasMessageContaining("container evenkeel is Evenkeel itself");
        }
    }

    @Test
    void onlyWhoStandsStillIsReleased() {
        List<QuiescedContainer> three = List.of(container("a"), container("b"), container("gone"));
        Quiesced stopped = window(QuiesceMode.Stop, three);
        assertThat(QuiescePlanner.release(stopped, Map.of("a", "running", "b", "exited")))
                .containsExactly(new QuiesceStep.Start(container("b")));
        assertThat(QuiescePlanner.release(stopped, Map.of("a", "paused", "b", "restarting")))
                .isEmpty();
        Quiesced paused = window(QuiesceMode.Pause, three);
        assertThat(QuiescePlanner.release(paused, Map.of("a", "paused", "b", "exited")))
                .containsExactly(new QuiesceStep.Unpause(container("a")));
    }

    @Test
    void whoRunsInTheWindowIsSeen() {
        Quiesced window = window(QuiesceMode.Stop, List.of(container("web")));
        assertThat(QuiescePlanner.disturbance(window, PGDATA, List.of(user("x", EngineMount.ofVolume("other")))))
                .isEmpty();
        assertThat(QuiescePlanner.disturbance(window, PGDATA, List.of(user("web", VOLUME))))
                .hasValueSatisfying(message -> assertThat(message).contains("web was started again"));
        assertThat(QuiescePlanner.disturbance(window, PGDATA, List.of(user("new", VOLUME))))
                .hasValueSatisfying(message -> assertThat(message).contains("new was started while"));
    }

    private static QuiescePlan hold(QuiesceMode mode, List<VolumeUser> all) {
        return QuiescePlanner.hold(mode, PGDATA, all, Optional.empty());
    }

    private static List<String> names(QuiescePlan plan) {
        return plan.containers().stream().map(QuiescedContainer::name).toList();
    }

    private static QuiescedContainer container(String name) {
        return new QuiescedContainer(name, name);
    }

    private static Quiesced window(QuiesceMode mode, List<QuiescedContainer> containers) {
        return Quiesced.opening(new QuiescePlan(mode, containers), Instant.EPOCH);
    }

    private static VolumeUser user(String name, EngineMount... mounts) {
        return new VolumeUser(name, name, "running", Map.of(), List.of(mounts), ContainerBonds.NONE);
    }

    private static VolumeUser joined(String name, String host) {
        return new VolumeUser(
                name, name, "running", Map.of(), List.of(), new ContainerBonds(0, false, Set.of(host), List.of()));
    }

    private static VolumeUser compose(String project, String service, String dependsOn, EngineMount... mounts) {
        Map<String, String> labels = Map.of(
                "com.docker.compose.project", project,
                "com.docker.compose.service", service,
                "com.docker.compose.depends_on", dependsOn);
        String name = project + "-" + service;
        return new VolumeUser(name, name, "running", labels, List.of(mounts), ContainerBonds.NONE);
    }

    private static EngineMount bind(String source, boolean writable) {
        return new EngineMount("bind", "", source, writable);
    }
}
