package dev.evenkeel.command;

import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.command.Recovery.Request;
import dev.evenkeel.command.RecoveryTools.Workshop;
import dev.evenkeel.resource.Violation;
import dev.evenkeel.restore.RestoreKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Disaster recovery: volumes out of a store, with an engine and nothing else. */
@Command(
        name = "restore",
        description = {
            "Brings volumes back out of a store, on a host that has nothing but a Docker engine: no service"
                    + " need run, and no image be fetched.",
            "STORE is the folder of a BackupStore, the one with .evenkeel-store in it, or"
                    + " s3://BUCKET/PREFIX. Nothing in it is changed."
        },
        footer = {
            "",
            "Each archive is proven before anything is written, and each volume is read back and compared.",
            "A volume that exists is never touched. Ctrl-C takes back what was begun.",
            "",
            "Examples:",
            "  evenkeel restore --list /mnt/usb/backups",
            "  evenkeel restore --from /mnt/usb/backups --all",
            "  evenkeel restore --from /mnt/usb/backups --volume pgdata --to pgdata-look \\",
            "    --as-of 2026-11-20T02:00:00Z",
            "  evenkeel restore --from s3://backups/host1 --endpoint https://s3.example.com --path-style \\",
            "    --credentials-file /root/s3-keys --identity-file /root/backups.key --all"
        })
public final class RestoreCommand implements Callable<Integer> {

    private final RecoveryTools tools;
    private final StopSignal stop;
    private final boolean terminal;
    private final LongSupplier nanoTime;

    @ArgGroup(multiplicity = "1")
    Where where;

    @ArgGroup
    Which which;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "The newest backup of that time or before, 2026-11-20T02:00:00Z; otherwise the newest.")
    Optional<String> asOf = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "NEWNAME",
            description = "What the one volume is to be called; as before by default.")
    Optional<String> to = Optional.empty();

    @Option(
            names = "--namespace",
            paramLabel = "ENGINE",
            description = "Of which engine, where the store has archives of several.")
    Optional<String> namespace = Optional.empty();

    @Option(names = "--dry-run", description = "Proves the archives, says what would be done, and changes nothing.")
    boolean dryRun;

    @Option(names = "--verify", description = "With --list: reads each archive and holds it against its manifest.")
    boolean verify;

    @Option(
            names = {"-q", "--quiet"},
            description = "Shows no progress.")
    boolean quiet;

    @ArgGroup(validate = false, heading = "%nThe store:%n")
    StoreOptions store = new StoreOptions();

    @Mixin
    EngineOption engine;

    @Spec
    CommandSpec spec;

    /** Look, or do. */
    static final class Where {
        @Option(names = "--list", paramLabel = "STORE", description = "Shows what is in the store.")
        Optional<String> list = Optional.empty();

        @Option(names = "--from", paramLabel = "STORE", description = "Restores from the store.")
        Optional<String> from = Optional.empty();
    }

    /** Everything, or some. */
    static final class Which {
        @Option(names = "--all", description = "Every volume that the store has an archive of.")
        boolean all;

        @Option(names = "--volume", paramLabel = "NAME", description = "That volume. May be given several times.")
        List<String> volumes = List.of();
    }

    /**
     * @param terminal whether standard error is one
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public RestoreCommand(RecoveryTools tools, StopSignal stop, boolean terminal, LongSupplier nanoTime) {
        this.tools = tools;
        this.stop = stop;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public Integer call() throws Exception {
        requireSense();
        String place = where.list.or(() -> where.from).orElseThrow();
        ArchiveStore opened = tools.store(StoreOptions.NAME, store.spec(place));
        ProgressLine.Style style = terminal ? ProgressLine.Style.TERMINAL : ProgressLine.Style.LINES;
        ProgressLine progress = new ProgressLine(err(), quiet ? ProgressLine.Style.QUIET : style, nanoTime);
        StoredVolumes stored = look(opened, place, progress);
        if (where.list.isPresent()) {
            boolean good = new ArchiveTable(opened, progress, nanoTime).print(stored, verify, out(), err());
            return good ? 0 : EvenkeelCommand.FAILED;
        }
        if (stored.isEmpty()) {
            throw new IOException("there is no archive in " + place);
        }
        String chosen = stored.namespace(namespace);
        List<Request> requests = requests(stored, chosen);
        AtomicReference<Optional<Recovery>> recovery = new AtomicReference<>(Optional.empty());
        return stop.during(() -> recovery.get().ifPresent(Recovery::stop), () -> {
            try (Workshop workshop = tools.workshop(StoreOptions.NAME, opened, stored.listing(), chosen)) {
                Recovery begun = new Recovery(workshop, chosen, stop, progress, out(), err());
                begun.requireFree(requests);
                recovery.set(Optional.of(begun));
                int restored = begun.restore(readable(stored, chosen, requests));
                out().printf("%s %d of %d volumes%n", dryRun ? "could restore" : "restored", restored, requests.size());
                out().flush();
                return restored == requests.size() ? 0 : EvenkeelCommand.FAILED;
            }
        });
    }

    private static StoredVolumes look(ArchiveStore opened, String place, ProgressLine progress) throws IOException {
        try {
            progress.show(place, "reading the manifests", 0, 0);
            return StoredVolumes.of(opened, place);
        } finally {
            progress.clear();
        }
    }

    private List<Request> readable(StoredVolumes stored, String chosen, List<Request> requests) {
        Instant end = time().orElse(Instant.MAX);
        List<Request> readable = new ArrayList<>();
        for (Request request : requests) {
            Optional<ArchiveLocation> damaged = stored.unreadableNewest(chosen, request.volume(), end);
            damaged.ifPresent(location -> err().println("evenkeel: volume " + request.volume() + " is not restored: its"
                    + " newest archive, " + location
                    + ", cannot be read: its manifest is missing, damaged, or of another"
                    + " archive. --as-of with a time before it takes the one before it"));
            if (damaged.isEmpty()) {
                readable.add(request);
            }
        }
        return readable;
    }

    private void requireSense() {
        boolean looking = where.list.isPresent();
        if (looking && (which != null || to.isPresent() || asOf.isPresent() || dryRun)) {
            throw misuse("--list shows all of the store; --volume, --all, --to, --as-of and --dry-run go with --from");
        }
        if (!looking && verify) {
            throw misuse("--verify goes with --list; what is restored is verified in any case");
        }
        if (!looking && which == null) {
            throw misuse("say what to restore: --volume NAME, or --all");
        }
        if (to.isPresent() && (which.all || which.volumes.size() != 1)) {
            throw misuse("--to goes with one --volume");
        }
        to.stream()
                .flatMap(name ->
                        RestoreKind.INSTANCE
                                .validate(name, new Request(name, name, Optional.empty(), dryRun).spec())
                                .stream())
                .findFirst()
                .map(Violation::message)
                .ifPresent(message -> {
                    throw misuse("--to: " + message);
                });
        time();
    }

    private Optional<Instant> time() {
        try {
            return asOf.map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException none) {
            throw misuse("--as-of " + asOf.orElseThrow()
                    + " is no time: write 2026-11-20T02:00:00Z, or with another offset, +09:00");
        }
    }

    private List<Request> requests(StoredVolumes stored, String chosen) throws IOException {
        SortedSet<String> there = stored.volumes(chosen);
        List<String> wanted = which.all
                ? List.copyOf(there)
                : which.volumes.stream().distinct().toList();
        List<String> unknown =
                wanted.stream().filter(volume -> !there.contains(volume)).toList();
        if (!unknown.isEmpty()) {
            throw new IOException("the store has no archive of volume " + String.join(", ", unknown) + ", but of "
                    + String.join(", ", there));
        }
        return wanted.stream()
                .map(volume -> new Request(volume, to.orElse(volume), time(), dryRun))
                .toList();
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
