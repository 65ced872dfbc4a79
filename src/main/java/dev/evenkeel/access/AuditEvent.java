package dev.evenkeel.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One request that wanted to change something, or was not allowed, as {@code audit.k8s.io/v1} writes it down.
 *
 * @param uri with what is known to be no secret of its query
 * @param caller empty when he did not prove who he is
 * @param peer the address that the connection came from, whatever headers say; empty for the socket file
 */
public record AuditEvent(
        String uri,
        Attributes attributes,
        Optional<Caller> caller,
        Optional<String> peer,
        String userAgent,
        int code,
        Instant received,
        Instant completed) {

    /** Answers that say: not you, or not now. */
    public static final Set<Integer> DENIALS = Set.of(401, 403, 429);

    /** As {@code audit.k8s.io/v1} calls it: who did what to what, without bodies. */
    public static final String LEVEL = "Metadata";

    /** What goes beyond ASCII is escaped, too: a terminal takes some of it for commands. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final int TEXT_MAX = 1024;

    /** One line, without its end. */
    String line() {
        ObjectNode event = JSON.createObjectNode();
        event.put("kind", "Event").put("apiVersion", "audit.k8s.io/v1").put("level", LEVEL);
        event.put("auditID", UUID.randomUUID().toString()).put("stage", "ResponseComplete");
        event.put("requestURI", shortened(uri)).put("verb", attributes.verb());
        ObjectNode user = event.putObject("user");
        user.put("username", caller.map(Caller::user).orElse("system:anonymous"));
        new TreeSet<>(caller.map(Caller::groups).orElse(Set.of("system:unauthenticated")))
                .forEach(user.withArray("groups")::add);
        peer.ifPresent(address -> event.putArray("sourceIPs").add(address));
        if (!userAgent.isEmpty()) {
            event.put("userAgent", shortened(userAgent));
        }
        if (attributes.isResource()) {
            object(event.putObject("objectRef"));
        }
        event.putObject("responseStatus").putObject("metadata");
        event.withObject("/responseStatus").put("code", code);
        event.put("requestReceivedTimestamp", MICROS.format(received));
        event.put("stageTimestamp", MICROS.format(completed));
        event.putObject("annotations").put("authorization.k8s.io/decision", denied() ? "forbid" : "allow");
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can be written", impossible);
        }
    }

    boolean denied() {
        return DENIALS.contains(code);
    }

    private void object(ObjectNode reference) {
        put(reference, "resource", attributes.resource());
        put(reference, "namespace", attributes.namespace());
        put(reference, "name", attributes.name());
        put(reference, "apiGroup", attributes.group());
        put(reference, "apiVersion", "v1");
        put(reference, "subresource", attributes.subresource());
    }

    private static void put(ObjectNode tree, String field, String value) {
        if (!value.isEmpty()) {
            tree.put(field, shortened(value));
        }
    }

    private static String shortened(String text) {
        return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
    }
}
