package dev.evenkeel.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much there will be to read, and when it will have been read. */
final class ExpectedSizeTest {

    private static final Instant NOW = BackupWorld.NOON;

    @Test
    void theNewestGoodArchiveCountsAndThenWhatTheEngineSaid() {
        List<Resource<BackupSpec, BackupStatus>> history = List.of(
                backup(BackupPhase.Succeeded, NOW.minusSeconds(60), 100),
                backup(BackupPhase.SucceededWithWarnings, NOW, 300),
                backup(BackupPhase.Failed, NOW.plusSeconds(60), 999));
        assertThat(ExpectedSize.of(List.of("data"), history, "default", KnownSizes.NONE))
                .contains(300L);
        assertThat(ExpectedSize.of(List.of("data", "new"), history, "default", (engine, volume) -> Optional.of(7L)))
                .contains(307L);
        assertThat(ExpectedSize.of(List.of("data", "new"), history, "default", KnownSizes.NONE))
                .isEmpty();
    }

    @Test
    void theEndIsGuessedOnlyFromWhatIsKnown() {
        Duration tenSeconds = Duration.ofSeconds(10);
        assertThat(ExpectedSize.end(Optional.of(500L), 100, tenSeconds, NOW)).contains(NOW.plusSeconds(50));
        assertThat(ExpectedSize.end(Optional.of(-1L), 100, tenSeconds, NOW)).isEmpty();
        assertThat(ExpectedSize.end(Optional.of(500L), 0, tenSeconds, NOW)).isEmpty();
        assertThat(ExpectedSize.end(Optional.empty(), 100, tenSeconds, NOW)).isEmpty();
    }

    private static Resource<BackupSpec, BackupStatus> backup(BackupPhase phase, Instant end, long bytes) {
        ArchiveStatus archive = new ArchiveStatus(
                "data", "", "local", "default/data.tar", bytes, bytes, 1, "", "Tar", List.of(), List.of(), true);
        BackupStatus status = BackupStatus.EMPTY
                .withArchive(archive)
                .withPhase(phase, BackupCause.of(BackupReason.Archived))
                .ended(end);
        return new Resource<>("Backup", Metadata.named("default", "one"), BackupWorld.spec("data"), status);
    }
}
