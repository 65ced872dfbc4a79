package dev.evenkeel.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A notification in the form in which it travels.
 *
 * @param contentType of the body
 * @param headers beside it
 */
record NotificationBody(String contentType, Map<String, String> headers, String text) {

    private static final String JSON = "application/json";

    /** So Alertmanager writes that something goes on. */
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private static final int FINGERPRINT_BYTES = 8;

    NotificationBody {
        headers = Map.copyOf(headers);
    }

    static NotificationBody of(Format format, Notification notification) {
        return switch (format) {
            case json -> new NotificationBody(JSON, Map.of(), webhook(notification));
            case ntfy -> new NotificationBody("text/plain; charset=utf-8", ntfy(notification), text(notification));
            case slack -> new NotificationBody(JSON, Map.of(), slack(notification));
        };
    }

    private static Map<String, String> ntfy(Notification notification) {
        boolean good = notification.problems().isEmpty();
        return Map.of(
                "Title", notification.title(),
                "Priority", notification.critical() ? "high" : "default",
                "Tags", good ? "white_check_mark" : "warning");
    }

    private static String slack(Notification notification) {
        String text = "*" + escaped(notification.title()) + "*\n" + escaped(text(notification));
        return JsonNodeFactory.instance.objectNode().put("text", text).toString();
    }

    /** Slack has three characters with a meaning. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String text(Notification notification) {
        if (notification.test()) {
            return "Messages for receiver " + notification.receiver() + " arrive.";
        }
        Stream<String> problems = listed(notification.problems()).map(problem -> "PROBLEM " + line(problem));
        Stream<String> recoveries = listed(notification.recoveries())
                .map(problem -> "OVER " + problem.topic().summary() + " (since "
                        + problem.since().truncatedTo(ChronoUnit.SECONDS) + ")");
        return Stream.of(
                        problems,
                        more(notification.problems(), "problems").stream(),
                        recoveries,
                        more(notification.recoveries(), "that are over").stream())
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private static String line(Problem problem) {
        return problem.topic().summary() + " since " + problem.since().truncatedTo(ChronoUnit.SECONDS) + ": "
                + problem.reason() + (problem.message().isEmpty() ? "" : ": " + problem.message());
    }

    private static List<String> more(List<Problem> all, String what) {
        int rest = all.size() - Notification.LISTED_MAX;
        return rest > 0 ? List.of("and " + rest + " more " + what) : List.of();
    }

    private static Stream<Problem> listed(List<Problem> all) {
        return all.stream().limit(Notification.LISTED_MAX);
    }

    private static String webhook(Notification notification) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        int rest = Math.max(0, notification.problems().size() - Notification.LISTED_MAX)
                + Math.max(0, notification.recoveries().size() - Notification.LISTED_MAX);
        message.put("version", "4")
                .put("groupKey", "evenkeel/" + notification.receiver())
                .put("truncatedAlerts", rest)
                .put("status", notification.problems().isEmpty() ? "resolved" : "firing")
                .put("receiver", notification.receiver());
        message.putObject("groupLabels");
        message.putObject("commonLabels");
        message.putObject("commonAnnotations").put("title", notification.title());
        message.put("externalURL", "");
        ArrayNode alerts = message.putArray("alerts");
        listed(notification.problems()).forEach(problem -> alert(alerts.addObject(), problem, "firing", NEVER));
        String end = notification.at().truncatedTo(ChronoUnit.SECONDS).toString();
        listed(notification.recoveries()).forEach(problem -> alert(alerts.addObject(), problem, "resolved", end));
        return message.toString();
    }

    private static void alert(ObjectNode alert, Problem problem, String status, String end) {
        Topic topic = problem.topic();
        alert.put("status", status);
        alert.putObject("labels")
                .put("alertname", "Evenkeel" + topic.concern())
                .put("severity", topic.concern().severity().name())
                .put("kind", topic.subject().kind())
                .put("engine", topic.engine())
                .put("name", topic.subject().name())
                .put("reason", problem.reason());
        alert.putObject("annotations").put("summary", topic.summary()).put("description", problem.message());
        alert.put("startsAt", problem.since().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("endsAt", end)
                .put("generatorURL", "")
                .put("fingerprint", fingerprint(topic));
    }

    private static String fingerprint(Topic topic) {
        try {
            String what = topic.concern() + "/" + topic.subject();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
