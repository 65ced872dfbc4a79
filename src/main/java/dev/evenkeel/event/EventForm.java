package dev.evenkeel.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.resource.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.stream.Stream;

/** The form of a {@code core/v1} Event, as external recorders write it too. */
final class EventForm {

    static final String COMPONENT = "evenkeel";

    private static final String COUNT = "count";
    private static final String FIRST = "firstTimestamp";
    private static final String LAST = "lastTimestamp";
    private static final int HASH_BYTES = 8;
    private static final String DEFAULT_NAMESPACE = "default";

    private EventForm() {}

    /** The same happening has the same name: that is how it is found again, even after a restart. */
    static ResourceKey key(Happening happening) {
        Subject subject = happening.subject();
        MessageDigest digest = sha256();
        Stream.of(subject.key().kind(), subject.uid(), happening.type().name(), happening.reason(), happening.message())
                .forEach(part -> digest.update((part + '\0').getBytes(StandardCharsets.UTF_8)));
        String hash = HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        return new ResourceKey(Events.KIND, home(subject), subject.key().name() + '.' + hash);
    }

    /** As in Kubernetes: what is in no namespace has its events in {@code default}. */
    private static String home(Subject subject) {
        String namespace = subject.key().namespace();
        return namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace;
    }

    static ObjectNode first(Happening happening, String uid, String instance, Instant now) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ResourceKey key = key(happening);
        Subject subject = happening.subject();
        event.put("apiVersion", "v1").put("kind", Events.KIND);
        event.putObject("metadata")
                .put("name", key.name())
                .put("namespace", key.namespace())
                .put("uid", uid)
                .put("creationTimestamp", text(now));
        ObjectNode about = event.putObject("involvedObject");
        about.put("apiVersion", subject.apiVersion()).put("kind", subject.key().kind());
        if (!subject.key().namespace().isEmpty()) {
            about.put("namespace", subject.key().namespace());
        }
        about.put("name", subject.key().name())
                .put("uid", subject.uid())
                .put("resourceVersion", subject.resourceVersion());
        event.put("type", happening.type().name())
                .put("reason", happening.reason())
                .put("message", happening.message());
        event.putObject("source").put("component", COMPONENT);
        return event.put(COUNT, 1)
                .put(FIRST, text(now))
                .put(LAST, text(now))
                .put("reportingComponent", COMPONENT)
                .put("reportingInstance", instance);
    }

    static ObjectNode again(ObjectNode event, Happening happening, Instant now) {
        event.withObject("/involvedObject")
                .put("resourceVersion", happening.subject().resourceVersion());
        return event.put(COUNT, event.path(COUNT).asInt(1) + 1).put(LAST, text(now));
    }

    /** When it happened last, however its author says so. */
    static Instant last(ObjectNode event) {
        try {
            return Instant.parse(lastText(event));
        } catch (DateTimeParseException noTime) {
            return Instant.EPOCH;
        }
    }

    private static String lastText(ObjectNode event) {
        return Stream.of("/series/lastObservedTime", "/" + LAST, "/eventTime", "/metadata/creationTimestamp")
                .map(pointer -> event.at(pointer).asText())
                .filter(text -> !text.isEmpty() && !text.equals("null"))
                .findFirst()
                .orElse("");
    }

    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
