package dev.evenkeel.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads text that people wrote. */
final class TextFiles {

    /** As much as the API takes in a request; what is longer is none that somebody wrote. */
    static final int BYTES_MAX = 3 * 1024 * 1024;

    private TextFiles() {}

    /**
     * A file, or standard input for {@code -}.
     *
     * @param in standard input
     * @throws IOException with a message for whoever named the file
     */
    static String read(String file, Path current, InputStream in) throws IOException {
        if (file.equals("-")) {
            return text("standard input", in);
        }
        try (InputStream content = Files.newInputStream(current.resolve(file))) {
            return text(file, content);
        } catch (NoSuchFileException missing) {
            throw new IOException(file + " is not there", missing);
        }
    }

    private static String text(String file, InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw new IOException(file + " has more than " + BYTES_MAX + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw new IOException(file + " is not text in UTF-8", binary);
        }
    }
}
