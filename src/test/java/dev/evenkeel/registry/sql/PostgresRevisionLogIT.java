package dev.evenkeel.registry.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.RevisionLogContract;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The contract on a PostgreSQL server, and what a server alone can do wrong. */
class PostgresRevisionLogIT extends RevisionLogContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.newDatabase();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> overtaken = new ArrayList<>();
    private final AtomicInteger processes = new AtomicInteger();

    @Override
    protected RevisionLog open() {
        return open(server.address(database));
    }

    @Test
    void aDatabaseOfAnotherLanguageSortsAsSqliteDoes() {
        assertThat(server.execute(database, "SELECT 'a' < 'B'"))
                .as("the default of this server")
                .contains("t");
    }

    @Test
    void aSecondProcessIsToldWhoHasTheRegistry() {
        assertThatThrownBy(this::open)
                .isInstanceOf(RegistryException.Taken.class)
                .hasMessageContaining("another Evenkeel has the registry at jdbc:postgresql://127.0.0.1")
                .hasMessageContaining("process 1, since then");
        log().close();
        try (RevisionLog next = open()) {
            assertThat(next.create(key("web"), "a")).isEqualTo(2);
        }
    }

    @Test
    void aLostConnectionIsMadeAnewAndNothingIsMissing() {
        long acknowledged = log().create(key("before"), "a");
        AtomicInteger rung = new AtomicInteger();
        log().onWrite(rung::incrementAndGet);
        server.endHolder(database);

        assertThatThrownBy(() -> log().create(key("lost"), "b")).isInstanceOf(RegistryException.Unavailable.class);
        int before = rung.get();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(log().get(key("before"))).contains(new StoredObject(key("before"), acknowledged, "a"));
        assertThat(rung.get())
                .as("who follows the log looks for what he missed")
                .isGreaterThan(before);
        assertThat(log().create(key("after"), "c")).isEqualTo(acknowledged + 1);
        assertThat(overtaken).isEmpty();
    }

    @Test
    void whoIsOvertakenWritesNothingAnyMoreAndSaysSo() {
        log().create(key("before"), "a");
        server.endHolder(database);
        try (RevisionLog heir = open()) {
            assertThat(heir.create(key("his"), "b")).isEqualTo(3);
            assertThatThrownBy(() -> log().create(key("ours"), "c"))
                    .as("on a connection that is gone, however young its proof")
                    .isInstanceOf(RegistryException.Unavailable.class);
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            assertThatThrownBy(log()::requireHeld)
                    .isInstanceOf(RegistryException.Taken.class)
                    .hasMessageContaining("process 2, since then");
            assertThatThrownBy(() -> log().create(key("ours"), "c")).isInstanceOf(RegistryException.Taken.class);
            assertThatThrownBy(() -> log().get(key("his"))).isInstanceOf(RegistryException.Taken.class);
            assertThat(heir.revision()).isEqualTo(3);
        }
        assertThatThrownBy(() -> log().create(key("ours"), "c"))
                .as("also after the other has ended")
                .isInstanceOf(RegistryException.Taken.class);
        assertThat(overtaken).hasSize(1);
    }

    @Test
    void whoeverWasAwayWhileAnotherCameAndWentIsOvertaken() {
        log().create(key("before"), "a");
        server.endHolder(database);
        open().close();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThatThrownBy(log()::requireHeld).isInstanceOf(RegistryException.Taken.class);
        assertThat(overtaken).hasSize(1).first().asString().contains("process 2");
    }

    @Test
    void aDatabaseThatLostWhatItAcknowledgedIsNotGoneOnWith() {
        log().create(key("web"), "a");
        log().create(key("db"), "b");
        server.execute(database, "UPDATE registry SET revision = 2");
        server.endHolder(database);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThatThrownBy(log()::revision)
                .isInstanceOf(RegistryException.Taken.class)
                .hasMessageContaining("revision 3 was acknowledged, and 2 is what it has");
        assertThat(overtaken).hasSize(1);
    }

    @Test
    void aLostReaderIsReplaced() {
        log().create(key("web"), "a");
        server.execute(
                database,
                "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = '" + database
                        + "' AND pid <> pg_backend_pid()"
                        + " AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')");
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(RegistryException.Unavailable.class)
                .untilAsserted(() -> assertThat(log().get(key("web"))).isPresent());
    }

    @Test
    void aSchemaFromTheFutureIsRefused() {
        log().close();
        server.execute(
                database,
                "INSERT INTO flyway_schema_history SELECT 9, '9', 'sharding', 'SQL', 'V9__sharding.sql', 0, 'evenkeel',"
                        + " max(installed_on), 1, true FROM flyway_schema_history");
        assertThatThrownBy(this::open)
                .isInstanceOf(RegistryException.Unusable.class)
                .hasMessageContaining("its schema is of version 9, and this one knows them up to 1")
                .hasMessageContaining("restore a dump of the database from before its upgrade");
    }

    @Test
    void aServerThatLosesWritesIsRefused() {
        log().close();
        server.execute("postgres", "ALTER DATABASE " + database + " SET synchronous_commit = off");
        assertThatThrownBy(this::open)
                .isInstanceOf(RegistryException.Unusable.class)
                .hasMessageContaining("synchronous_commit = off");
    }

    @Test
    void anotherEncodingIsRefused() {
        String latin = database + "_latin1";
        server.execute(
                "postgres",
                "CREATE DATABASE " + latin + " OWNER evenkeel ENCODING LATIN1 LOCALE 'C' LOCALE_PROVIDER libc"
                        + " TEMPLATE template0");
        assertThatThrownBy(() -> open(server.address(latin)))
                .isInstanceOf(RegistryException.Unusable.class)
                .hasMessageContaining("needs UTF8");
    }

    @Test
    void aServerThatDoesNotAnswerOrLetUsInIsNamedWithoutThePassword() {
        PostgresAddress wrong = new PostgresAddress(
                server.url(database), Optional.of("postgres_not"), Optional.of(server.passwordFile()));
        PostgresAddress nobody =
                new PostgresAddress("jdbc:postgresql://127.0.0.1:1/x", Optional.empty(), Optional.empty());
        for (PostgresAddress address : List.of(wrong, nobody)) {
            assertThatThrownBy(() -> open(address))
                    .isInstanceOf(RegistryException.Unavailable.class)
                    .hasMessageContaining(address.toString())
                    .hasMessageNotContaining(PostgresServer.PASSWORD);
        }
    }

    @Test
    void twoSchemasOfOneDatabaseAreTwoRegistries() {
        server.execute(database, "CREATE SCHEMA other AUTHORIZATION evenkeel");
        PostgresAddress other = new PostgresAddress(
                server.url(database) + "?currentSchema=other",
                Optional.of(PostgresServer.ROLE),
                Optional.of(server.passwordFile()));
        log().create(key("web"), "a");
        try (RevisionLog beside = open(other)) {
            assertThat(beside.get(key("web"))).isEmpty();
            assertThat(beside.registryId()).isNotEqualTo(log().registryId());
        }
    }

    private RevisionLog open(PostgresAddress address) {
        String name = "process " + processes.incrementAndGet();
        return PostgresDatabase.open(address, name, "then", nanos::get, overtaken::add);
    }

    private static ResourceKey key(String name) {
        return new ResourceKey("Network", "default", name);
    }
}
