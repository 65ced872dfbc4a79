package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store keeps to. */
public abstract class ArchiveStoreContract {

    /** An initialised, empty store; the same one throughout a test. */
    protected abstract ArchiveStore store();

    @Test
    void aNewStoreIsEmpty() {
        assertThat(store().list()).isEqualTo(new ArchiveListing(List.of(), List.of()));
        assertThat(store().freeBytes()).isPositive();
    }

    @Test
    void anArchiveIsSeenOnceItIsPublishedAndNotBefore() {
        try (ArchiveDraft draft = store().begin(Archives.ORIGIN, Compression.DEFAULT)) {
            assertThat(store().list().archives()).isEmpty();
            assertThat(store().list().unreadable()).isEmpty();
            assertThatThrownBy(() -> store().openArchive(draft.location()))
                    .isInstanceOf(ArchiveException.NotFound.class);
        }
        StoredArchive stored = Archives.write(store(), Compression.DEFAULT);
        assertThat(store().list().archives()).containsExactly(stored);
    }

    @Test
    void archivesOfTheSameSecondDoNotMeet() {
        try (ArchiveDraft draft = store().begin(Archives.ORIGIN, Compression.DEFAULT)) {
            StoredArchive second = Archives.write(store(), Compression.DEFAULT);
            StoredArchive third = Archives.write(store(), Compression.DEFAULT);

            assertThat(draft.location().fileName()).isEqualTo("pgdata-20261120T020000Z.tar.zst");
            assertThat(second.location().fileName()).isEqualTo("pgdata-20261120T020000Z-2.tar.zst");
            assertThat(third.location().fileName()).isEqualTo("pgdata-20261120T020000Z-3.tar.zst");
        }
    }

    @Test
    void aDeletedArchiveIsGoneAndMayBeDeletedAgain() {
        StoredArchive stored = Archives.write(store(), Compression.DEFAULT);

        store().delete(stored.location());
        store().delete(stored.location());

        assertThat(store().list().archives()).isEmpty();
        assertThatThrownBy(() -> store().head(stored.location())).isInstanceOf(ArchiveException.NotFound.class);
        assertThat(store().reap()).isZero();
    }
}
