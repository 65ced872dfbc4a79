package dev.evenkeel.registry.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an address may be, and that its secret is nowhere but in its file. */
class PostgresAddressTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/evenkeel?password=canary",
                "jdbc:postgresql://db/evenkeel?ssl=true&Password=canary",
                "jdbc:postgresql://db/evenkeel?sslpassword=canary",
                "jdbc:postgresql://evenkeel:canary@db/evenkeel"
            })
    void aPasswordInTheUrlIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> address(url, Optional.empty()))
                .isInstanceOf(RegistryException.Unusable.class)
                .hasMessageContaining("evenkeel.registry.password-file")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"postgres://db/evenkeel", "jdbc:sqlite:x.db", "db.example.com", "jdbc:postgresql://db:port/x"})
    void whatTheDriverDoesNotUnderstandIsRefusedByTheNameOfItsSetting(String url) {
        assertThatThrownBy(() -> address(url, Optional.empty()))
                .isInstanceOf(RegistryException.Unusable.class)
                .hasMessageContaining("evenkeel.registry.url");
    }

    @Test
    void whatTheDriverUnderstandsIsPassedOnAndLeftOutOfMessages() {
        String url = "jdbc:postgresql://a:5432,b:5433/evenkeel?targetServerType=primary&sslmode=verify-full&user=x";
        PostgresAddress address = address(url, Optional.empty());
        assertThat(address.url()).isEqualTo(url);
        assertThat(address).hasToString("jdbc:postgresql://a:5432,b:5433/evenkeel");
    }

    @Test
    void thePasswordIsReadEachTimeWithoutTheEndOfItsLine() throws IOException {
        Path file = folder.resolve("password");
        PostgresAddress address = address("jdbc:postgresql://db/evenkeel", Optional.of(file));
        Files.writeString(file, "first \r\n");
        assertThat(address.credentials()).containsEntry("password", "first ").containsEntry("user", "evenkeel");
        Files.writeString(file, "second");
        assertThat(address.credentials()).containsEntry("password", "second");
        assertThat(address.toString()).doesNotContain("second");
    }

    @Test
    void aPasswordFileThatCannotBeReadIsNamed() throws IOException {
        Path file = folder.resolve("password");
        PostgresAddress address = address("jdbc:postgresql://db/evenkeel", Optional.of(file));
        assertThatThrownBy(address::credentials)
                .isInstanceOf(RegistryException.Unusable.class)
                .hasMessageContaining("evenkeel.registry.password-file")
                .hasMessageContaining(file.toString());
        Files.writeString(file, "x".repeat(70_000));
        assertThatThrownBy(address::credentials).hasMessageContaining("larger than 65536 bytes");
    }

    private static PostgresAddress address(String url, Optional<Path> passwordFile) {
        return new PostgresAddress(url, Optional.of("evenkeel"), passwordFile);
    }
}
