package dev.evenkeel.backup;

import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.archive.WarningKind;
import dev.evenkeel.hook.HookRun;
import dev.evenkeel.hook.HookRuns;
import dev.evenkeel.quiesce.Quiesced;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the status of a Backup says, from its beginning to its end. Pure. */
final class BackupStatuses {

    private static final String EMPTY = "the volume is empty";

    /** So begin tar's losses that are no property of files but files. */
    private static final String SOCKET = "socket ";

    private BackupStatuses() {}

    /** Reading begins. */
    static BackupStatus running(Resource<BackupSpec, BackupStatus> backup, int attempt, Instant now) {
        BackupStatus begun = backup.status()
                .begun(attempt, now)
                .withPhase(BackupPhase.Running, BackupCause.of(BackupReason.Archiving));
        return stamped(backup, begun, now);
    }

    /** The run could not begin, or was broken off, and will be begun again. */
    static BackupStatus waiting(Resource<BackupSpec, BackupStatus> backup, BackupCause cause, Instant now) {
        return stamped(backup, backup.status().withPhase(BackupPhase.Pending, cause), now);
    }

    /** The run is over before it brought all it should. */
    static BackupStatus failed(Resource<BackupSpec, BackupStatus> backup, BackupCause cause, Instant now) {
        return stamped(
                backup, backup.status().withPhase(BackupPhase.Failed, cause).ended(now), now);
    }

    /** The run went through to its end; every volume has an archive or is among {@code failures}. */
    static BackupStatus finished(
            Resource<BackupSpec, BackupStatus> backup,
            List<BackupCause> failures,
            List<BackupCause> copies,
            boolean sealed,
            Instant now) {
        BackupStatus status = finished(backup, failures, copies, now);
        boolean less = sealed && backup.spec().verify() == Verification.Full && status.verified();
        return less ? status.withConditions(provenByDigest(status, now), status.observedGeneration()) : status;
    }

    private static List<Condition> provenByDigest(BackupStatus status, Instant now) {
        Condition said = Condition.yes(
                BackupStatus.VERIFIED,
                BackupReason.ChecksumMatches,
                "the archives are encrypted, and their store has no identity to look at their members");
        return Conditions.after(status.conditions(), List.of(said), status.observedGeneration(), now);
    }

    private static BackupStatus finished(
            Resource<BackupSpec, BackupStatus> backup,
            List<BackupCause> failures,
            List<BackupCause> copies,
            Instant now) {
        if (!failures.isEmpty()) {
            String message = Stream.concat(failures.stream().map(BackupCause::message), notRunning(backup.status()))
                    .collect(Collectors.joining("; "));
            return failed(backup, new BackupCause(failures.getFirst().reason(), message), now);
        }
        BackupStatus status = backup.status();
        Optional<BackupCause> hook = status.hooks().worst().map(run -> ofHook(status.hooks(), run));
        if (hook.isPresent() && status.hooks().worst().filter(HookRun::fatal).isPresent()) {
            return failed(backup, hook.get().about(backup.spec().volumes()), now);
        }
        BackupCause cause = notRunning(status)
                .findFirst()
                .map(message -> new BackupCause(BackupReason.ContainerNotStarted, message))
                .or(() -> hook.map(why -> why.about(backup.spec().volumes())))
                .or(() -> missing(copies))
                .orElseGet(() -> verdict(status.archives()));
        BackupPhase phase =
                cause.reason() == BackupReason.Archived ? BackupPhase.Succeeded : BackupPhase.SucceededWithWarnings;
        return stamped(backup, backup.status().withPhase(phase, cause).ended(now), now);
    }

    /** Copies that are not where they should be; one reason for all of them. */
    private static Optional<BackupCause> missing(List<BackupCause> copies) {
        String message = copies.stream().map(BackupCause::message).collect(Collectors.joining("; "));
        return copies.stream().findFirst().map(first -> new BackupCause(first.reason(), message));
    }

    /** Who was stopped and could not be started again so far. */
    private static Stream<String> notRunning(BackupStatus status) {
        return status.quiesced().filter(Quiesced::open).stream().map(window -> new BackupCause(
                        BackupReason.ContainerNotStarted,
                        "what stood still does not run again yet: " + window.message())
                .about(archived(status))
                .message());
    }

    private static List<String> archived(BackupStatus status) {
        return status.archives().stream().map(ArchiveStatus::volume).toList();
    }

    /** A Backup that is to go, and whose archives cannot be removed. */
    static BackupStatus staying(Resource<BackupSpec, BackupStatus> backup, BackupCause cause, Instant now) {
        List<Condition> latest = List.of(Condition.no(Condition.READY, cause.reason(), cause.message()));
        long generation = backup.metadata().generation();
        return backup.status()
                .withConditions(Conditions.after(backup.status().conditions(), latest, generation, now), generation);
    }

    /** @param store the name of the store that it is in */
    static ArchiveStatus archive(String store, StoredArchive stored, boolean verified) {
        ManifestHead head = stored.head();
        List<String> warnings = new ArrayList<>(head.warnings());
        if (head.warnings().isEmpty() && head.warningCount() > 0) {
            warnings.add(head.warningCount() + " warnings, which are not told with an encrypted archive");
        }
        if (empty(head.entries())) {
            warnings.add(EMPTY);
        }
        head.losses().stream().filter(loss -> loss.startsWith(SOCKET)).forEach(warnings::add);
        return new ArchiveStatus(
                head.volume().name(),
                head.volume().labels().getOrDefault(Ownership.UID, ""),
                store,
                stored.location().toString(),
                head.bytes(),
                head.sourceBytes(),
                head.entries(),
                head.sha256(),
                switch (head.capture()) {
                    case Tar -> "Tar";
                    case Archive -> "Archive";
                },
                head.losses(),
                warnings,
                verified);
    }

    private static BackupCause verdict(List<ArchiveStatus> archives) {
        List<String> warned = archives.stream()
                .filter(archive -> !archive.warnings().isEmpty())
                .map(archive -> "volume " + archive.volume() + ": "
                        + archive.warnings().getFirst() + (archive.warnings().size() > 1 ? ", …" : ""))
                .toList();
        return warned.isEmpty()
                ? BackupCause.of(BackupReason.Archived)
                : new BackupCause(gravest(archives), String.join("; ", warned));
    }

    private static BackupReason gravest(List<ArchiveStatus> archives) {
        Set<WarningKind> kinds = EnumSet.noneOf(WarningKind.class);
        archives.forEach(archive -> archive.warnings().stream()
                .filter(warning -> !warning.equals(EMPTY) && !warning.startsWith(SOCKET))
                .forEach(warning -> kinds.add(WarningKind.of(warning))));
        if (kinds.contains(WarningKind.Vanished)) {
            return BackupReason.FilesVanished;
        }
        if (kinds.contains(WarningKind.Attributes)) {
            return BackupReason.AttributesUnreadable;
        }
        if (!kinds.isEmpty()) {
            return BackupReason.SourceChanged;
        }
        boolean sockets = archives.stream()
                .flatMap(archive -> archive.warnings().stream())
                .anyMatch(w -> w.startsWith(SOCKET));
        return sockets ? BackupReason.SocketsSkipped : BackupReason.EmptySource;
    }

    private static BackupCause ofHook(HookRuns hooks, HookRun run) {
        return BackupCause.of(
                run, hooks.pre().contains(run) ? BackupReason.PreHookFailed : BackupReason.PostHookFailed);
    }

    /** An empty volume still has its root. */
    private static boolean empty(long entries) {
        return entries <= 1;
    }

    private static BackupStatus stamped(Resource<BackupSpec, BackupStatus> backup, BackupStatus status, Instant now) {
        boolean good = status.phase().good();
        boolean finished = status.phase().finished();
        BackupReason reason = BackupReason.valueOf(status.reason());
        String message = status.message();
        List<Condition> latest = List.of(
                condition(Condition.READY, good, reason, message),
                condition(BackupStatus.COMPLETE, good, reason, message),
                verified(backup.spec().verify(), status),
                condition(Condition.RECONCILING, !finished, reason, message),
                condition(Condition.STALLED, finished && !good, reason, message));
        long generation = backup.metadata().generation();
        return status.withConditions(
                Conditions.after(backup.status().conditions(), latest, generation, now), generation);
    }

    private static Condition verified(Verification wanted, BackupStatus status) {
        if (wanted == Verification.None) {
            return Condition.no(BackupStatus.VERIFIED, BackupReason.NotWanted, "");
        }
        if (!status.phase().good()) {
            return BackupReason.valueOf(status.reason()).disproven()
                    ? Condition.no(BackupStatus.VERIFIED, BackupReason.valueOf(status.reason()), status.message())
                    : Condition.of(BackupStatus.VERIFIED, Condition.Status.Unknown, BackupReason.NotYet, "");
        }
        return Condition.yes(
                BackupStatus.VERIFIED,
                wanted == Verification.Full ? BackupReason.EveryMemberMatches : BackupReason.ChecksumMatches,
                "");
    }

    private static Condition condition(String type, boolean holds, BackupReason reason, String message) {
        return holds ? Condition.yes(type, reason, message) : Condition.no(type, reason, message);
    }
}
