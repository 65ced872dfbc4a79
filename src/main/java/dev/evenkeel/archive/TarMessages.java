package dev.evenkeel.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What tar says on its standard error, by kind; keeps the first lines of each kind and counts the rest. */
final class TarMessages {

    private static final Pattern SPEAKER = Pattern.compile("^\\S*tar: ");
    private static final String SOCKET = ": socket ignored";
    private static final String FAREWELL = "Exiting with failure status due to previous errors";
    /** What tar says of a file that somebody works on meanwhile. It has an archive nevertheless. */
    private static final Pattern CHANGE =
            Pattern.compile(": (File shrank by|file changed as we read it|File removed before we read it)");

    private static final int LINE_LIMIT = 1_000;

    private final List<String> sockets = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private long socketCount;
    private long complaintCount;

    /** Reads to the end of {@code stream}. */
    static TarMessages read(InputStream stream) throws IOException {
        TarMessages messages = new TarMessages();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                messages.add(SPEAKER.matcher(line).replaceFirst(""));
            }
        }
        return messages;
    }

    long complaintCount() {
        return complaintCount;
    }

    /** The first of what could not be read, then the first of what changed; at most {@link CaptureNotes#LIMIT}. */
    List<String> complaints() {
        return Stream.concat(faults.stream(), changes.stream())
                .limit(CaptureNotes.LIMIT)
                .toList();
    }

    /** The sockets, which no tar can hold. */
    List<String> losses() {
        List<String> losses = new ArrayList<>(sockets);
        if (socketCount > sockets.size()) {
            losses.add("and " + (socketCount - sockets.size()) + " more sockets");
        }
        return losses;
    }

    private void add(String line) {
        if (line.endsWith(SOCKET)) {
            socketCount++;
            keep("socket " + line.substring(0, line.length() - SOCKET.length()), sockets);
        } else if (!line.equals(FAREWELL)) {
            complaintCount++;
            keep(line, CHANGE.matcher(line).find() ? changes : faults);
        }
    }

    private static void keep(String line, List<String> lines) {
        if (lines.size() < CaptureNotes.LIMIT) {
            lines.add(line.length() > LINE_LIMIT ? line.substring(0, LINE_LIMIT) + "..." : line);
        }
    }
}
