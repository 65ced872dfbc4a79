package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.archive.ArchiveListing;
import dev.evenkeel.archive.ArchiveLocation;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the names of archives tell that cannot be read. */
final class StoredVolumesTest {

    private static final StoredVolumes STORED = stored(
            "default/pg-data-20261120T120000Z.tar.zst",
            "default/pg-data-20261121T120000Z-2.tar.zst.age",
            "default/pg-20261122T120000Z.tar",
            "attic/pg-data-20261123T120000Z.tar.gz");

    @Test
    void volumesAreNamedByTheirArchives() {
        assertThat(STORED.volumes("default")).containsExactly("pg", "pg-data");
        assertThat(STORED.volumes("attic")).containsExactly("pg-data");
        assertThat(STORED.namespaces()).containsExactly("attic", "default");
        assertThat(STORED.isEmpty()).isFalse();
        assertThat(stored().isEmpty()).isTrue();
    }

    @Test
    void theNewestThatCannotBeReadIsOfThatVolumeAndTime() {
        assertThat(unreadable("2026-11-30T00:00:00Z")).contains("default/pg-data-20261121T120000Z-2.tar.zst.age");
        assertThat(unreadable("2026-11-21T12:00:00Z")).contains("default/pg-data-20261121T120000Z-2.tar.zst.age");
        assertThat(unreadable("2026-11-21T11:59:59Z")).contains("default/pg-data-20261120T120000Z.tar.zst");
        assertThat(unreadable("2026-11-20T11:59:59Z")).isEmpty();
    }

    @Test
    void theEngineIsTheOneThatIsMeant() throws IOException {
        assertThat(STORED.namespace(Optional.empty())).isEqualTo("default");
        assertThat(STORED.namespace(Optional.of("attic"))).isEqualTo("attic");
        assertThat(stored("attic/a-20261120T120000Z.tar").namespace(Optional.empty()))
                .isEqualTo("attic");
        assertThatThrownBy(() -> STORED.namespace(Optional.of("cellar")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no archives of engine cellar, but of attic, default");
        StoredVolumes two = stored("attic/a-20261120T120000Z.tar", "cellar/a-20261120T120000Z.tar");
        assertThatThrownBy(() -> two.namespace(Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--namespace chooses from attic, cellar");
    }

    private static Optional<String> unreadable(String asOf) {
        return STORED.unreadableNewest("default", "pg-data", Instant.parse(asOf))
                .map(ArchiveLocation::toString);
    }

    private static StoredVolumes stored(String... unreadable) {
        return new StoredVolumes(new ArchiveListing(
                List.of(), Stream.of(unreadable).map(ArchiveLocation::parse).toList()));
    }
}
