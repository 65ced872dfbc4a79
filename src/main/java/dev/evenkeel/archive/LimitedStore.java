package dev.evenkeel.archive;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A store to and from which archives travel no faster than they may. Lists and manifests are not worth counting. */
public final class LimitedStore implements ArchiveStore {

    private final ArchiveStore store;
    private final Bandwidth writing;
    private final Bandwidth reading;

    /**
     * @param writing for all archives that are written to it at the same time
     * @param reading for all that are read from it
     */
    public LimitedStore(ArchiveStore store, Bandwidth writing, Bandwidth reading) {
        this.store = store;
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public ArchiveCipher cipher() {
        return store.cipher();
    }

    @Override
    public ArchiveDraft begin(ArchiveOrigin origin, Compression compression) {
        return new LimitedDraft(store.begin(origin, compression), writing);
    }

    @Override
    public ArchiveListing list() {
        return store.list();
    }

    @Override
    public ManifestHead head(ArchiveLocation location) {
        return store.head(location);
    }

    @Override
    public InputStream openArchive(ArchiveLocation location) {
        return new LimitedInput(store.openArchive(location), reading);
    }

    @Override
    public InputStream openManifest(ArchiveLocation location) {
        return store.openManifest(location);
    }

    @Override
    public void delete(ArchiveLocation location) {
        store.delete(location);
    }

    @Override
    public int reap() {
        return store.reap();
    }

    @Override
    public long freeBytes() {
        return store.freeBytes();
    }

    @Override
    public StoreUsage usage() {
        return store.usage();
    }

    private record LimitedDraft(ArchiveDraft draft, Bandwidth writing) implements ArchiveDraft {

        @Override
        public ArchiveLocation location() {
            return draft.location();
        }

        @Override
        public OutputStream archive() {
            return new LimitedOutput(draft.archive(), writing);
        }

        @Override
        public OutputStream members() {
            return draft.members();
        }

        @Override
        public void publish(ManifestHead head) {
            draft.publish(head);
        }

        @Override
        public void close() {
            draft.close();
        }
    }

    private static final class LimitedOutput extends FilterOutputStream {

        private final Bandwidth bandwidth;

        LimitedOutput(OutputStream sink, Bandwidth bandwidth) {
            super(sink);
            this.bandwidth = bandwidth;
        }

        @Override
        public void write(int character) throws IOException {
            bandwidth.take(1);
            out.write(character);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int piece = Math.min(length - done, bandwidth.piece());
                bandwidth.take(piece);
                out.write(bytes, offset + done, piece);
                done += piece;
            }
        }
    }

    private static final class LimitedInput extends FilterInputStream {

        private final Bandwidth bandwidth;

        LimitedInput(InputStream source, Bandwidth bandwidth) {
            super(source);
            this.bandwidth = bandwidth;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, Math.min(length, bandwidth.piece()));
            if (read > 0) {
                bandwidth.take(read);
            }
            return read;
        }
    }
}
