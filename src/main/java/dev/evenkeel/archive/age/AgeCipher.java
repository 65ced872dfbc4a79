package dev.evenkeel.archive.age;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import dev.evenkeel.archive.ArchiveCipher;
import dev.evenkeel.archive.ArchiveException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Encrypts to X25519 recipients in the format of age-encryption.org. Private keys are read from their file when they
 * are needed, and are in memory no longer than that.
 */
public final class AgeCipher implements ArchiveCipher {

    private static final String SECRET = "AGE-SECRET-KEY-1";
    private static final long SIZE_MAX = 64 * 1024;

    private final List<String> recipients;
    private final Optional<Path> identities;

    /**
     * @param recipients public keys; {@link #isRecipient} must hold for each
     * @param identities a file with private keys as {@code age-keygen} writes it
     */
    public AgeCipher(List<String> recipients, Optional<Path> identities) {
        this.recipients = List.copyOf(recipients);
        this.identities = identities;
    }

    public static boolean isRecipient(String text) {
        try {
            X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(text);
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            return false;
        }
    }

    @Override
    public List<String> recipients() {
        return recipients;
    }

    @Override
    public boolean decrypts() {
        return identities.isPresent();
    }

    @Override
    public OutputStream encrypt(OutputStream sink) {
        try {
            List<RecipientStanzaWriter> writers = new ArrayList<>();
            for (String recipient : recipients) {
                writers.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
            }
            return Channels.newOutputStream(
                    new StandardEncryptingChannelFactory().newEncryptingChannel(Channels.newChannel(sink), writers));
        } catch (GeneralSecurityException | IOException failed) {
            throw new ArchiveException.StoreUnavailable("cannot encrypt to the store's recipients", failed);
        }
    }

    @Override
    public InputStream decrypt(InputStream source) {
        try {
            return new Decrypted(Channels.newInputStream(new StandardDecryptingChannelFactory()
                    .newDecryptingChannel(Channels.newChannel(source), readers())));
        } catch (GeneralSecurityException | IOException failed) {
            close(source);
            throw new ArchiveException.Sealed(
                    "no identity in " + identities.map(Path::toString).orElse("") + " opens the archive", failed);
        } catch (ArchiveException named) {
            close(source);
            throw named;
        }
    }

    /** What could not be read leaves nothing to be done about it. */
    private static void close(InputStream source) {
        try {
            source.close();
        } catch (IOException gone) {
            return;
        }
    }

    private List<RecipientStanzaReader> readers() throws GeneralSecurityException {
        Path file = identities.orElseThrow(() ->
                new ArchiveException.Sealed("the archive is encrypted, and its store has no identity to decrypt it"));
        List<RecipientStanzaReader> readers = new ArrayList<>();
        for (String line : lines(file)) {
            if (line.strip().startsWith(SECRET)) {
                readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(line.strip()));
            }
        }
        if (readers.isEmpty()) {
            throw new ArchiveException.Sealed(file + " has no line that begins with " + SECRET);
        }
        return readers;
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > SIZE_MAX) {
                throw new ArchiveException.Sealed(file + " is too long for a file with identities");
            }
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new ArchiveException.Sealed(
                    file + " cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }

    /** What does not open with the key of its header was changed, or is not whole. */
    private static final class Decrypted extends FilterInputStream {

        Decrypted(InputStream plain) {
            super(plain);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                return in.read(target, offset, length);
            } catch (IOException broken) {
                throw new ArchiveException.Corrupt("cannot be decrypted: " + broken.getMessage(), broken);
            }
        }
    }
}
