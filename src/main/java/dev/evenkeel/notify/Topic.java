package dev.evenkeel.notify;

import dev.evenkeel.resource.ResourceKey;

/**
 * Something that can be wrong or well, and is told of once each time that changes.
 *
 * @param subject what it is about; an engine has a key, too, though there is no resource of it
 */
public record Topic(Concern concern, ResourceKey subject) {

    /** The kind under which engines are told of. */
    static final String ENGINE = "Engine";

    private static final String BACKUP = "Backup";

    static Topic ofEngine(String engine) {
        return new Topic(Concern.EngineUnreachable, new ResourceKey(ENGINE, "", engine));
    }

    /** On which engine it is; empty for what is on none. */
    String engine() {
        return subject.kind().equals(ENGINE) ? subject.name() : subject.namespace();
    }

    /** Whether it stays wrong for ever, so that its end is no good news: a run that failed does not succeed later. */
    boolean lasting() {
        return concern == Concern.RestoreFailed
                || concern == Concern.BackupFailed && subject.kind().equals(BACKUP);
    }

    String summary() {
        return subject + " " + concern.summary();
    }
}
