package dev.evenkeel.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Stock GNU tar on this machine, reading volumes at their mount points. */
public final class GnuTar {

    private static final long PROBE_SECONDS = 10;

    /**
     * Everything a file system can say of a file but whether it has holes. Access and change times are left out, so
     * that two captures of an unchanged volume are the same bytes. What is mounted inside the volume is read too: that
     * is how its users see it.
     */
    private static final List<String> COMMAND = List.of(
            "tar",
            "--create",
            "--file=-",
            "--format=posix",
            "--pax-option=delete=atime,delete=ctime,exthdr.name=%d/PaxHeaders/%f",
            "--xattrs",
            "--xattrs-include=*",
            "--acls",
            "--numeric-owner",
            "--sort=name",
            "--quoting-style=escape",
            // Names and hard link targets, but not the targets of symbolic links.
            "--transform=flags=rSh;s,^\\.,data,");

    private final Executor threads;

    private GnuTar(Executor threads) {
        this.threads = threads;
    }

    /**
     * @param threads reads what tar has to say, one task for each capture
     * @return empty when there is no tar here, or one that cannot do what is needed
     */
    public static Optional<GnuTar> find(Executor threads) throws InterruptedException {
        try {
            Process probe = start(List.of("--files-from=/dev/null"), ProcessBuilder.Redirect.DISCARD);
            boolean ended = probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
            probe.destroyForcibly();
            return ended && probe.exitValue() == 0 ? Optional.of(new GnuTar(threads)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Starts reading everything below {@code mountPoint}.
     *
     * @throws ArchiveException.SourceFailed when tar cannot be started
     */
    public CapturedTar capture(Path mountPoint) {
        try {
            Process process = start(reading(mountPoint.toString()), ProcessBuilder.Redirect.PIPE);
            return new TarCapture(process, threads);
        } catch (IOException e) {
            throw new ArchiveException.SourceFailed("tar cannot be started", e);
        }
    }

    /** The command that writes everything below {@code folder} to its standard output, for wherever it may run. */
    public static List<String> command(String folder) {
        return Stream.concat(COMMAND.stream(), reading(folder).stream()).toList();
    }

    private static List<String> reading(String folder) {
        return List.of("--directory=" + folder, ".");
    }

    private static Process start(List<String> arguments, ProcessBuilder.Redirect output) throws IOException {
        List<String> command = new ArrayList<>(COMMAND);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output)
                .redirectError(output);
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("TAR_OPTIONS");
        return builder.start();
    }
}
