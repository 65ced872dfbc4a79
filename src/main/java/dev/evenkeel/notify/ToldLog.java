package dev.evenkeel.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.StoredObject;
import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What each receiver was told, in the registry's log beside the resources: it must be as durable as they are, or a
 * restart would tell everything again.
 */
public final class ToldLog {

    /** Not a kind of the API: nobody can ask for it there. */
    static final String KIND = "ToldNotifications";

    private static final Logger LOG = Logger.getLogger(ToldLog.class);

    private final RevisionLog log;
    private final JsonMapper mapper;

    public ToldLog(RevisionLog log, ResourceCodec codec) {
        this.log = log;
        this.mapper = codec.mapper();
    }

    private record Contents(List<Line> told) {
        Contents {
            told = Defaults.list(told);
        }
    }

    /** What is empty is left out. */
    private record Line(
            Concern concern,
            String kind,
            String namespace,
            String name,
            String reason,
            String message,
            Instant since,
            boolean over,
            Instant at,
            int relapses,
            Optional<Instant> wellSince) {

        Line {
            namespace = Defaults.text(namespace, "");
            reason = Defaults.text(reason, "");
            message = Defaults.text(message, "");
            wellSince = Defaults.optional(wellSince);
        }

        static Line of(Told told) {
            Problem problem = told.problem();
            ResourceKey subject = problem.topic().subject();
            return new Line(
                    problem.topic().concern(),
                    subject.kind(),
                    subject.namespace(),
                    subject.name(),
                    problem.reason(),
                    problem.message(),
                    problem.since(),
                    told.over(),
                    told.at(),
                    told.relapses(),
                    told.wellSince());
        }

        Told told() {
            Topic topic = new Topic(concern, new ResourceKey(kind, namespace, name));
            return new Told(new Problem(topic, reason, message, since), over, at, relapses, wellSince);
        }
    }

    /**
     * Nothing for what another release has written, and this one does not understand.
     *
     * @throws RegistryException.Unavailable when the registry does not answer
     */
    List<Told> read(String receiver) {
        Optional<StoredObject> stored = log.get(key(receiver));
        try {
            return stored.isEmpty()
                    ? List.of()
                    : mapper.readValue(stored.get().json(), Contents.class).told().stream()
                            .map(Line::told)
                            .toList();
        } catch (JsonProcessingException foreign) {
            LOG.warnf("what a receiver was told cannot be read, and is told again receiver=%s", receiver);
            return List.of();
        }
    }

    /** There is one writer for each receiver. */
    void write(String receiver, List<Told> told) {
        ResourceKey key = key(receiver);
        String json = json(new Contents(told.stream().map(Line::of).toList()));
        Optional<StoredObject> stored = log.get(key);
        if (stored.isEmpty()) {
            log.create(key, json);
        } else {
            log.update(key, stored.get().revision(), json);
        }
    }

    /** Forgets those that are not configured any more: if they come back, they know nothing. */
    public void keepOnly(List<String> receivers) {
        log.list(KIND, Optional.empty()).items().stream()
                .filter(stored -> !receivers.contains(stored.key().name()))
                .forEach(stored -> log.delete(stored.key(), stored.revision(), stored.json()));
    }

    private String json(Contents contents) {
        try {
            return mapper.writeValueAsString(contents);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ResourceKey key(String receiver) {
        return new ResourceKey(KIND, "", receiver);
    }
}
