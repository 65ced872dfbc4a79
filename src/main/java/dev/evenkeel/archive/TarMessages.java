package dev.evenkeel.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tar says on its standard error, by kind; keeps the first lines of each kind and counts the rest. With its exit
 * code, the last word on what it has read: 0 and 1 are results, 1 one with warnings, anything else is none.
 */
public final class TarMessages extends OutputStream {

    private static final Pattern SPEAKER = Pattern.compile("^\\S*tar: ");
    private static final String SOCKET = ": socket ignored";
    private static final String FAREWELL = "Exiting with failure status due to previous errors";
    /** So tar says goodbye when it could not even begin. */
    private static final String FATAL = "Error is not recoverable: exiting now";
    /** What tar says of a file that somebody works on meanwhile. It has an archive nevertheless. */
    private static final Pattern CHANGE =
            Pattern.compile(": (File shrank by|file changed as we read it|File removed before we read it)");

    /** From here on it is a signal that ended tar. */
    private static final int SIGNALS = 128;

    /** Of a line that is kept. */
    private static final int LINE_LIMIT = 1_000;
    /** Of a line that is understood: the longest path, with every byte of it escaped, and what is said of it. */
    private static final int BUFFER_LIMIT = 20_000;

    private final List<String> sockets = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long socketCount;
    private long complaintCount;

    /** Reads to the end of {@code stream}, and closes it. */
    static TarMessages read(InputStream stream) throws IOException {
        TarMessages messages = new TarMessages();
        try (stream) {
            stream.transferTo(messages);
        }
        return messages;
    }

    @Override
    public void write(int character) {
        if (character == '\n') {
            endLine();
        } else if (line.size() < BUFFER_LIMIT) {
            line.write(character);
        }
    }

    /**
     * What there is to say of a tar that ended with {@code exitCode}.
     *
     * @throws ArchiveException.FilesUnreadable when it could not read some of them
     * @throws ArchiveException.SourceFailed when that is no result
     */
    public CaptureNotes verdict(int exitCode) {
        if (line.size() > 0) {
            endLine();
        }
        if (exitCode > 1 && exitCode < SIGNALS && !faults.isEmpty() && !faults.contains(FATAL)) {
            throw new ArchiveException.FilesUnreadable(failure(exitCode));
        }
        if (exitCode < 0 || exitCode > 1) {
            throw new ArchiveException.SourceFailed(failure(exitCode));
        }
        if (exitCode == 1 && complaintCount == 0) {
            throw new ArchiveException.SourceFailed("tar found fault with the volume, but does not say with what");
        }
        return new CaptureNotes(complaints(), complaintCount, losses());
    }

    /**
     * What there is to say of a tar that unpacked and ended with {@code exitCode}.
     *
     * @return what it could not set, such as attributes that the disk does not know
     * @throws ArchiveException.TargetFailed when it did not unpack everything
     */
    List<String> unpacked(int exitCode) {
        if (line.size() > 0) {
            endLine();
        }
        if (exitCode != 0) {
            throw new ArchiveException.TargetFailed(failure(exitCode));
        }
        return complaints();
    }

    private String failure(int exitCode) {
        String reasons = String.join("; ", complaints().stream().limit(3).toList());
        return "tar ended with " + exitCode + ": " + (reasons.isEmpty() ? "no reason given" : reasons)
                + (complaintCount > 3 ? "; and " + (complaintCount - 3) + " more" : "");
    }

    /** The first of what could not be read, then the first of what changed; at most {@link CaptureNotes#LIMIT}. */
    private List<String> complaints() {
        return Stream.concat(faults.stream(), changes.stream())
                .limit(CaptureNotes.LIMIT)
                .toList();
    }

    /** The sockets, which no tar can hold. */
    private List<String> losses() {
        List<String> losses = new ArrayList<>(sockets);
        if (socketCount > sockets.size()) {
            losses.add("and " + (socketCount - sockets.size()) + " more sockets");
        }
        return losses;
    }

    private void endLine() {
        add(SPEAKER.matcher(line.toString(StandardCharsets.UTF_8)).replaceFirst(""));
        line.reset();
    }

    private void add(String message) {
        if (message.endsWith(SOCKET)) {
            socketCount++;
            keep("socket " + message.substring(0, message.length() - SOCKET.length()), sockets);
        } else if (!message.equals(FAREWELL)) {
            complaintCount++;
            keep(message, CHANGE.matcher(message).find() ? changes : faults);
        }
    }

    private static void keep(String line, List<String> lines) {
        if (lines.size() < CaptureNotes.LIMIT) {
            lines.add(line.length() > LINE_LIMIT ? line.substring(0, LINE_LIMIT) + "..." : line);
        }
    }
}
