package dev.evenkeel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Stock GNU tar on this machine, at the mount points of volumes. */
public final class GnuTar {

    private static final long PROBE_SECONDS = 10;

    /**
     * Everything a file system can say of a file but whether it has holes. Access and change times are left out, so
     * that two captures of an unchanged volume are the same bytes. What is mounted inside the volume is read too: that
     * is how its users see it.
     */
    private static final List<String> CREATE = List.of(
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

    /** The other way round; what is older than 1970 or yet to come is meant so. */
    private static final List<String> EXTRACT = List.of(
            "tar",
            "--extract",
            "--file=-",
            "--preserve-permissions",
            "--same-owner",
            "--numeric-owner",
            "--xattrs",
            "--xattrs-include=*",
            "--acls",
            "--warning=no-timestamp",
            "--quoting-style=escape",
            "--transform=flags=rSh;s,^data/\\?,./,");

    private static final String EFFECTIVE = "CapEff:";
    /** What unpacking needs: CHOWN, DAC_OVERRIDE, FOWNER, FSETID, MKNOD, SETFCAP; see capabilities(7). */
    private static final long CAPABILITIES = 1L | 1L << 1 | 1L << 3 | 1L << 4 | 1L << 27 | 1L << 31;

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
            Process probe = reader(List.of("--files-from=/dev/null"), ProcessBuilder.Redirect.DISCARD);
            boolean ended = probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
            probe.destroyForcibly();
            return ended && probe.exitValue() == 0 ? Optional.of(new GnuTar(threads)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@link #find}, for unpacking: only if this process may give files any owner, mode and attribute. */
    public static Optional<GnuTar> findToUnpack(Executor threads) throws InterruptedException {
        return mayUnpack() ? find(threads) : Optional.empty();
    }

    private static boolean mayUnpack() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(EFFECTIVE))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring(EFFECTIVE.length()).strip(), 16))
                    .anyMatch(held -> (held & CAPABILITIES) == CAPABILITIES);
        } catch (IOException noLinux) {
            return false;
        }
    }

    /**
     * Starts reading everything below {@code mountPoint}.
     *
     * @throws ArchiveException.SourceFailed when tar cannot be started
     */
    public CapturedTar capture(Path mountPoint) {
        try {
            Process process = reader(reading(mountPoint.toString()), ProcessBuilder.Redirect.PIPE);
            return new TarCapture(process, threads);
        } catch (IOException e) {
            throw new ArchiveException.SourceFailed("tar cannot be started", e);
        }
    }

    /**
     * Unpacks a tar whose members are all under {@code data/} and that has been admitted; {@code data/} itself sets
     * owner and mode of {@code folder}. Links lead nowhere while it is unpacked: tar makes them at the end.
     *
     * @return what could not be set, such as attributes that the disk does not know
     * @throws IOException of {@code archive}
     * @throws ArchiveException.TargetFailed when not everything is there in the end
     * @throws ArchiveException.Cancelled when the thread is interrupted
     */
    public List<String> unpack(InputStream archive, Path folder) throws IOException {
        List<String> command = new ArrayList<>(EXTRACT);
        command.add("--directory=" + folder);
        Process process;
        try {
            process = start(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD));
        } catch (IOException e) {
            throw new ArchiveException.TargetFailed("tar cannot be started", e);
        }
        try (TarUnpacking unpacking = new TarUnpacking(process, threads)) {
            return unpacking.feed(archive);
        }
    }

    /** The command that writes everything below {@code folder} to its standard output, for wherever it may run. */
    public static List<String> command(String folder) {
        return Stream.concat(CREATE.stream(), reading(folder).stream()).toList();
    }

    private static List<String> reading(String folder) {
        return List.of("--directory=" + folder, ".");
    }

    private static Process reader(List<String> arguments, ProcessBuilder.Redirect output) throws IOException {
        List<String> command = new ArrayList<>(CREATE);
        command.addAll(arguments);
        return start(new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output)
                .redirectError(output));
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("TAR_OPTIONS");
        return builder.start();
    }
}
