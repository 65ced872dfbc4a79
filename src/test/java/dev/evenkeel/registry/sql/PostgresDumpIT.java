package dev.evenkeel.registry.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump and its way back, by the commands of docs/operations.md. */
class PostgresDumpIT {

    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.newDatabase();
    private final ResourceKey web = new ResourceKey("Network", "default", "web");

    @TempDir
    Path folder;

    @Test
    void whatWasDumpedComesBackAsItWas() throws IOException {
        String id;
        try (RevisionLog log = open()) {
            id = log.registryId();
            log.create(web, "a \\ \t 'b'");
            runDocumented("pg_dump");
            log.update(web, 2, "later");
        }
        runDocumented("pg_restore");
        try (RevisionLog log = open()) {
            assertThat(log.registryId()).isEqualTo(id);
            assertThat(log.get(web)).contains(new StoredObject(web, 2, "a \\ \t 'b'"));
            assertThat(log.since(1, 10)).hasSize(1);
            assertThat(log.update(web, 2, "again")).isEqualTo(3);
        }
    }

    private RevisionLog open() {
        return PostgresDatabase.open(server.address(database), "process", "now", System::nanoTime, why -> {});
    }

    private void runDocumented(String command) throws IOException {
        String line = Files.readAllLines(Path.of("docs/operations.md")).stream()
                .filter(text -> text.startsWith("$ " + command))
                .findFirst()
                .orElseThrow();
        List<String> words = List.of(line.replace("--host=db.example.com", "--host=127.0.0.1 --port=" + server.port())
                .replace("evenkeel.dump", folder.resolve("evenkeel.dump").toString())
                .replaceFirst("--dbname=evenkeel", "--dbname=" + database)
                .substring(2)
                .split(" "));
        server.run(List.of(), words.getFirst(), words.subList(1, words.size()).toArray(String[]::new));
    }
}
