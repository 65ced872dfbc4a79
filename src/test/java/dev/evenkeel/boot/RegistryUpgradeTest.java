package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.event.Events;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.registry.LoggedChange;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.store.StoreKind;
import dev.evenkeel.volume.VolumeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What earlier versions stored is there after an upgrade, all of it, and means what it meant. */
final class RegistryUpgradeTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final long OLDEST = 45;
    private static final long NEWEST = 63;

    /** Databases out there were made by these very files: what is to change goes into a new one. */
    private static final Map<String, String> RELEASED = Map.of(
            "sqlite/V1__registry.sql", "4cf7b5444418f0bc3459cef935a2c6baf0faec0e6df311def5bef5af00ab45be",
            "sqlite/V2__birth.sql", "273ca93ac71af194eb3efdbce2113e8897fa2861f4f23bfd3f865c2328cd43e9",
            "postgresql/V1__registry.sql", "5d034cc8d11301a070a042d3e46cbe99c127e19746bccf6bc28d60fd22d0db4b");

    private static final List<ResourceKind<?, ?>> KINDS = List.of(
            NetworkKind.INSTANCE,
            VolumeKind.INSTANCE,
            ScheduleKind.INSTANCE,
            BackupKind.INSTANCE,
            RestoreKind.INSTANCE,
            StoreKind.INSTANCE);

    /** A value that this version does not know. */
    static final String ODD = "UPDATE stored_object SET json = replace(json, '\"driftPolicy\":\"Repair\"',"
            + " '\"driftPolicy\":\"Observe\"') WHERE kind = 'Network';";

    private final ObjectMapper json = new ObjectMapper();
    private final ResourceCodec codec = new ResourceCodec();

    @TempDir
    Path folder;

    @Test
    void releasedMigrationsNeverChangeAndNoneIsUnnoticed() throws IOException, NoSuchAlgorithmException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MIGRATIONS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                found.put(MIGRATIONS.relativize(file).toString(), HexFormat.of().formatHex(digest));
            }
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(RELEASED);
    }

    @Test
    void thereIsADatabaseOfEveryVersionToUpgrade() {
        RELEASED.keySet().stream()
                .filter(name -> name.startsWith("sqlite/"))
                .map(name -> name.replaceAll("sqlite/V([0-9]+)__.*", "sqlite-v$1.sql"))
                .forEach(name ->
                        assertThat(RegistryFixtures.FOLDER.resolve(name)).exists());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everythingIsThereValidAndWatchable(int version) throws IOException {
        RegistryFixtures.load(version, file());
        try (RevisionLog log = SqliteDatabase.open(file())) {
            assertThat(log.registryId()).isEqualTo("a73c948dcfb53a0dcd3e8d7395aeb873");
            assertThat(log.revision()).isEqualTo(NEWEST);
            assertThat(log.compactedRevision()).isEqualTo(OLDEST);
            for (ResourceKind<?, ?> kind : KINDS) {
                List<StoredObject> stored =
                        log.list(kind.kind(), Optional.empty()).items();
                assertThat(stored).as(kind.kind()).isNotEmpty();
                for (StoredObject one : stored) {
                    assertMeansWhatItMeant(log, kind, one);
                }
            }
            assertThat(log.list(Events.KIND, Optional.empty()).items()).isNotEmpty();
            assertThat(log.since(OLDEST, 100))
                    .extracting(LoggedChange::revision)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(OLDEST + 1, NEWEST).boxed().toList());
        }
    }

    @Test
    void aResourceThatCannotBeReadIsNamedAndNotLost() {
        RegistryFixtures.load(2, file());
        RegistryFixtures.execute(file(), List.of(ODD));
        try (RevisionLog log = SqliteDatabase.open(file())) {
            Registry registry = new Registry(log, codec, Clock.systemUTC(), () -> "uid");
            assertThat(registry.keys(NetworkKind.INSTANCE, Optional.empty())).hasSize(1);
            assertThatThrownBy(() -> registry.list(NetworkKind.INSTANCE, Optional.empty()))
                    .isInstanceOf(RegistryException.Unreadable.class)
                    .hasMessage("Network default/backend is left alone, because this version cannot read it:"
                            + " driftPolicy: \"Observe\" is none of [Repair, Report]. If a newer Evenkeel wrote it,"
                            + " start that one again");
            assertThat(log.list("Network", Optional.empty()).items().getFirst().json())
                    .contains("Observe");
        }
    }

    private <S, T> void assertMeansWhatItMeant(RevisionLog log, ResourceKind<S, T> kind, StoredObject stored)
            throws IOException {
        Registry registry = new Registry(log, codec, Clock.systemUTC(), () -> "uid");
        Resource<S, T> resource = registry.find(kind, stored.key()).orElseThrow();
        assertThat(kind.validate(resource.metadata().name(), resource.spec()))
                .as(stored.key().toString())
                .isEmpty();
        JsonNode tree = codec.tree(resource);
        ((ObjectNode) tree.get("metadata")).remove("resourceVersion");
        assertThat(contains(json.readTree(tree.toString()), json.readTree(stored.json())))
                .as("%s%nis%n%s%nand was%n%s", stored.key(), tree, stored.json())
                .isTrue();
    }

    /** Whether {@code now} has everything that {@code then} had; a later version may say more of the same. */
    private static boolean contains(JsonNode now, JsonNode then) {
        if (then.isObject()) {
            return then.properties().stream()
                    .allMatch(member ->
                            now.has(member.getKey()) && contains(now.get(member.getKey()), member.getValue()));
        }
        if (then.isArray()) {
            return now.size() == then.size()
                    && IntStream.range(0, then.size()).allMatch(i -> contains(now.get(i), then.get(i)));
        }
        return now.equals(then);
    }

    private Path file() {
        return folder.resolve("registry.db");
    }
}
