package dev.evenkeel.archive;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** How a store encrypts what it is given, and whether it can read it again. */
public interface ArchiveCipher {

    /** What is appended to the name of an encrypted archive. */
    String EXTENSION = ".age";

    /** Nothing is encrypted. */
    ArchiveCipher NONE = new ArchiveCipher() {
        @Override
        public List<String> recipients() {
            return List.of();
        }

        @Override
        public boolean decrypts() {
            return false;
        }

        @Override
        public OutputStream encrypt(OutputStream sink) {
            return sink;
        }

        @Override
        public InputStream decrypt(InputStream source) {
            throw new ArchiveException.Sealed("the archive is encrypted, and its store has no identity to decrypt it");
        }
    };

    /** Who can read what is encrypted; nobody is told apart from nobody else when it is empty. */
    List<String> recipients();

    default boolean encrypts() {
        return !recipients().isEmpty();
    }

    /** Whether there is an identity here. */
    boolean decrypts();

    /** Encrypts what is written; the end is written, and {@code sink} closed, when the result is closed. */
    OutputStream encrypt(OutputStream sink);

    /**
     * Decrypts what is read; its failures are {@link ArchiveException}s. Closes {@code source} with the result, and
     * when this fails.
     *
     * @throws ArchiveException.Sealed when there is no identity here, or none that fits
     */
    InputStream decrypt(InputStream source);
}
