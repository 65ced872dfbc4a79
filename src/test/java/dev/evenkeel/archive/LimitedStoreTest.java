package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.archive.local.LocalStore;
import io.github.bucket4j.BlockingStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store with a limit is a store like any other, and as fast as it may be. */
final class LimitedStoreTest extends ArchiveStoreContract {

    private static final double NANOS = 1e9;

    @TempDir
    Path folder;

    private LocalStore local;
    /** Nobody waits: whoever would moves the clock on. */
    private long now;

    @BeforeEach
    void initialise() {
        local = new LocalStore(folder.resolve("store"));
        local.initialise();
    }

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    @Override
    protected ArchiveStore store() {
        return limited(1_000_000_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 100_000, 10 << 20, 1_000_000_000})
    void whatIsWrittenAndReadTakesTheTimeThatItShould(long rate) throws IOException {
        byte[] bytes = new byte[(int) Math.min(rate * 3, 20 << 20)];
        ArchiveStore store = limited(rate);
        try (ArchiveDraft draft = store.begin(Archives.ORIGIN, Compression.of(Compression.Algorithm.none));
                OutputStream archive = draft.archive()) {
            archive.write(bytes);
        }
        assertThat(now / NANOS).isCloseTo((double) bytes.length / rate, within(0.1 * bytes.length / rate));
        StoredArchive stored = Archives.write(local, Compression.DEFAULT);
        long before = now;
        try (InputStream archive = store.openArchive(stored.location())) {
            long read = archive.transferTo(OutputStream.nullOutputStream());
            assertThat((now - before) / NANOS).isCloseTo((double) read / rate, within(0.1));
        }
    }

    @Test
    void whoeverIsInterruptedDoesNotWait() {
        try (ArchiveDraft draft = new LimitedStore(
                        local, new Bandwidth(1_000, System::nanoTime), new Bandwidth(1_000, System::nanoTime))
                .begin(Archives.ORIGIN, Compression.DEFAULT)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> draft.archive().write(new byte[1 << 20]))
                    .isInstanceOf(ArchiveException.Cancelled.class);
        }
    }

    private ArchiveStore limited(long rate) {
        BlockingStrategy waiting = nanos -> now += nanos;
        return new LimitedStore(
                local, new Bandwidth(rate, () -> now, waiting), new Bandwidth(rate, () -> now, waiting));
    }
}
