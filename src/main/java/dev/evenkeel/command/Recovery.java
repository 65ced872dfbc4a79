package dev.evenkeel.command;

import dev.evenkeel.backup.HelperReaper;
import dev.evenkeel.command.RecoveryTools.Workshop;
import dev.evenkeel.control.Backoff;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.restore.ArchiveChoice;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.restore.RestorePhase;
import dev.evenkeel.restore.RestoreReason;
import dev.evenkeel.restore.RestoreSpec;
import dev.evenkeel.restore.RestoreStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Brings volumes back, one after the other: each is a Restore in a registry for this one time, turned until it is over,
 * as the service would.
 */
final class Recovery {

    /** How often in a row a Restore is turned that gets nowhere, because engine or store do not answer. */
    static final int FAILURES_MAX = 10;

    private static final String OLDER = ". --as-of with an earlier time takes an older archive";

    private static final Map<String, String> WAYS_OUT = Map.of(
            RestoreReason.IdentityMissing.name(), ". --identity-file names the file with the key",
            RestoreReason.ArchiveCorrupt.name(), OLDER,
            RestoreReason.ArchiveMismatch.name(), OLDER,
            RestoreReason.ArchiveMissing.name(), OLDER);

    private static final Duration BASE = Duration.ofMillis(500);
    private static final Duration CAP = Duration.ofSeconds(10);

    private final Workshop workshop;
    private final String namespace;
    private final StopSignal stop;
    private final ProgressLine progress;
    private final PrintWriter out;
    private final PrintWriter err;
    private final AtomicReference<Optional<ResourceKey>> current = new AtomicReference<>(Optional.empty());

    /** One volume: from which and how old, and into which. */
    record Request(String volume, String target, Optional<Instant> asOf, boolean dryRun) {

        RestoreSpec spec() {
            return new RestoreSpec(
                    "", volume, asOf, Optional.empty(), new RestoreSpec.Target(target, RestoreSpec.Mode.New), dryRun);
        }

        String title() {
            return target.equals(volume) ? volume : volume + " into " + target;
        }
    }

    Recovery(
            Workshop workshop,
            String namespace,
            StopSignal stop,
            ProgressLine progress,
            PrintWriter out,
            PrintWriter err) {
        this.workshop = workshop;
        this.namespace = namespace;
        this.stop = stop;
        this.progress = progress;
        this.out = out;
        this.err = err;
        registry().onChange(change -> show(change.key()));
    }

    /** Before anything is begun: half of them are no help if the other half cannot come. */
    void requireFree(List<Request> requests) throws IOException {
        Set<String> there;
        try {
            workshop.engine().version();
            there = workshop.engine().volumes().stream().map(EngineVolume::name).collect(Collectors.toSet());
        } catch (EngineException absent) {
            throw new IOException(
                    "the engine at " + workshop.host() + " does not answer: " + absent.getMessage()
                            + "; start Docker, or name another one with --docker-host or DOCKER_HOST",
                    absent);
        }
        List<String> taken =
                requests.stream().map(Request::target).filter(there::contains).toList();
        if (!taken.isEmpty()) {
            String names = String.join(" ", taken);
            throw new IOException(
                    "on the engine there is already: " + names + ". Nothing was done. To restore beside it:"
                            + " --volume NAME --to NEWNAME. If what is there is not needed: docker volume rm " + names);
        }
    }

    /** @return how many of them are there now, whole and compared */
    int restore(List<Request> requests) throws InterruptedException {
        int restored = 0;
        for (Request request : requests) {
            if (stop.asked()) {
                fail(request, "broken off before it was begun", "nothing of it stays");
            } else if (restore(request)) {
                restored++;
            }
        }
        sweep();
        return restored;
    }

    /** A helper that could not be removed when it had done its work. */
    private void sweep() {
        try {
            HelperReaper.reapAll(workshop.engine(), registry().id());
        } catch (EngineException unanswered) {
            say("helper containers may stay on the engine; docker ps --all --filter label=" + Ownership.MANAGED_BY + "="
                    + registry().id() + " shows them, and docker rm removes them");
        }
    }

    /** To be called when somebody wants it to end: what is being restored is taken back. */
    void stop() {
        current.get().ifPresent(key -> {
            delete(key);
            progress.clear();
            say("asked to end: what was begun of volume " + key.name() + " is taken back");
        });
    }

    private boolean restore(Request request) throws InterruptedException {
        Resource<RestoreSpec, RestoreStatus> restore = registry()
                .create(
                        RestoreKind.INSTANCE,
                        new Resource<>(
                                RestoreKind.INSTANCE.kind(),
                                Metadata.named(namespace, request.target()),
                                request.spec(),
                                RestoreKind.INSTANCE.emptyStatus()));
        current.set(Optional.of(restore.key()));
        if (stop.asked()) {
            delete(restore.key());
        }
        Optional<RestoreStatus> status = turn(restore.key());
        current.set(Optional.empty());
        progress.clear();
        if (status.isPresent() && status.get().phase() == RestorePhase.Succeeded) {
            tell(request, status.get());
            return true;
        }
        boolean brokenOff = status.isEmpty() || stop.asked();
        fail(request, brokenOff ? "broken off" : why(status.get()), leftOver(request, restore));
        return false;
    }

    /** @return what became of it; empty when it was taken back */
    private Optional<RestoreStatus> turn(ResourceKey key) throws InterruptedException {
        Backoff<ResourceKey> backoff = new Backoff<>(BASE, CAP, () -> 0);
        for (int failures = 0; ; ) {
            Outcome outcome = workshop.restores().reconcile(key);
            Optional<RestoreStatus> status =
                    registry().find(RestoreKind.INSTANCE, key).map(Resource::status);
            if (status.isEmpty() || status.get().phase().finished()) {
                return status;
            }
            switch (outcome) {
                case Outcome.Failed failed -> {
                    progress.clear();
                    say(status.get().reason() + ": " + words(status.get()) + "; trying again");
                    if (++failures == FAILURES_MAX) {
                        return status;
                    }
                    stop.pause(backoff.next(key));
                }
                case Outcome.CheckAgain again -> stop.pause(again.after());
                case Outcome.Settled settled -> {}
                case Outcome.Blocked blocked -> {}
            }
        }
    }

    private void tell(Request request, RestoreStatus status) {
        String location = status.source().map(ArchiveChoice::location).orElse("");
        if (request.dryRun()) {
            out.println("would restore " + request.title() + " from " + location + ":" + plan(status));
        } else {
            out.println("restored " + request.title() + ": " + status.entries() + " entries, "
                    + ByteSize.text(status.bytes()) + ", from " + location + ", compared with it"
                    + (status.message().isEmpty() ? "" : "; " + status.message()));
        }
        out.flush();
    }

    private static String why(RestoreStatus status) {
        return (status.phase().finished() ? "" : "given up: ") + status.reason() + ": " + words(status);
    }

    /** What stays on the engine of one that failed: nothing, unless the engine could not be asked to remove it. */
    private String leftOver(Request request, Resource<RestoreSpec, RestoreStatus> restore) {
        String remove = "docker volume rm " + request.target();
        try {
            EngineVolume volume = workshop.engine().volume(request.target());
            return restore.metadata().uid().equals(volume.labels().get(Ownership.RESTORE))
                    ? "volume " + request.target() + " stays, and is not whole: " + remove
                    : "nothing of it stays";
        } catch (EngineException.NotFound none) {
            return "nothing of it stays";
        } catch (EngineException unanswered) {
            return "the engine does not say whether a part of it stays; look when it answers again, and if so: "
                    + remove;
        }
    }

    private static String plan(RestoreStatus status) {
        return status.plan().stream()
                .flatMap(plan -> plan.text().lines())
                .map(line -> System.lineSeparator() + "  " + line)
                .reduce("", String::concat);
    }

    /** In the words of the command line, and with its ways out. */
    private static String words(RestoreStatus status) {
        return status.message().replace("spec.asOf", "--as-of") + WAYS_OUT.getOrDefault(status.reason(), "");
    }

    private void fail(Request request, String why, String left) {
        say("volume " + request.volume() + " is not restored: " + why + "; " + left);
    }

    private void say(String message) {
        err.println("evenkeel: " + message);
        err.flush();
    }

    private void show(ResourceKey key) {
        if (key.kind().equals(RestoreKind.INSTANCE.kind())) {
            registry()
                    .find(RestoreKind.INSTANCE, key)
                    .filter(restore -> restore.status().phase() == RestorePhase.Running)
                    .ifPresent(restore -> progress.show(
                            restore.spec().volume(),
                            restore.status().reason(),
                            restore.status().progress().bytes(),
                            restore.status().progress().totalBytes()));
        }
    }

    private void delete(ResourceKey key) {
        try {
            registry().delete(RestoreKind.INSTANCE, key, Deletion.ANY);
        } catch (RegistryException.NotFound over) {
            say(key.name() + " is over already");
        }
    }

    private Registry registry() {
        return workshop.registry();
    }
}
