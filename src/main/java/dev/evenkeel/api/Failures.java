package dev.evenkeel.api;

import dev.evenkeel.api.StatusBody.Cause;
import dev.evenkeel.api.StatusBody.Details;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** Every way in which a request can fail, worded as by Kubernetes, because clients parse and print it. */
final class Failures {

    private Failures() {}

    static Failure badRequest(String message) {
        return failure(400, "BadRequest", message, Details.NONE);
    }

    /** Fields that the kind does not have; all of them at once. */
    static Failure unknownFields(ResourceKind<?, ?> kind, String name, List<String> fields) {
        List<Cause> causes = fields.stream()
                .map(field -> new Cause("FieldValueInvalid", unknownField(field), field))
                .toList();
        String list = causes.stream().map(Cause::message).collect(Collectors.joining(", "));
        return strictDecoding(kind, list, new Details(name, ResourceKind.GROUP, kind.kind(), "", causes));
    }

    static String unknownField(String field) {
        return "unknown field \"" + field + '"';
    }

    private static Failure strictDecoding(ResourceKind<?, ?> kind, String list, Details details) {
        String message = "%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
                .formatted(kind.kind(), ResourceKind.VERSION, kind.kind(), list);
        return failure(400, "BadRequest", message, details);
    }

    static Failure foreignOrigin(String origin) {
        return failure(
                403, "Forbidden", "requests from the web origin \"" + origin + "\" are not allowed", Details.NONE);
    }

    static Failure notFound(ResourceKind<?, ?> kind, String name) {
        return failure(404, "NotFound", quoted(kind, name) + " not found", details(kind, name));
    }

    static Failure namespaceNotFound(String namespace) {
        Details details = new Details(namespace, "", "namespaces", "", List.of());
        return failure(404, "NotFound", "namespaces \"" + namespace + "\" not found", details);
    }

    static Failure unknownPath() {
        return failure(404, "NotFound", "the server could not find the requested resource", Details.NONE);
    }

    static Failure methodNotAllowed() {
        return failure(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Details.NONE);
    }

    static Failure verbNotSupported(String verb, String plural) {
        Details details = new Details("", "", plural, "", List.of());
        String message = verb + " is not supported on resources of kind \"" + plural + '"';
        return failure(405, "MethodNotAllowed", message, details);
    }

    static Failure notAcceptable(List<String> offered) {
        String message = "only the following media types are accepted: " + String.join(", ", offered);
        return failure(406, "NotAcceptable", message, Details.NONE);
    }

    static Failure alreadyExists(ResourceKind<?, ?> kind, String name) {
        return failure(409, "AlreadyExists", quoted(kind, name) + " already exists", details(kind, name));
    }

    static Failure beingDeleted(ResourceKind<?, ?> kind, String name) {
        String message = "object is being deleted: " + quoted(kind, name) + " already exists";
        return failure(409, "AlreadyExists", message, details(kind, name));
    }

    static Failure conflict(ResourceKind<?, ?> kind, String name) {
        String message = "Operation cannot be fulfilled on " + quoted(kind, name)
                + ": the object has been modified; please apply your changes to the latest version and try again";
        return failure(409, "Conflict", message, details(kind, name));
    }

    static Failure expired(String message) {
        return failure(410, "Expired", message, Details.NONE);
    }

    static Failure tooLarge(long limit) {
        String message = "Request entity too large: limit is " + limit;
        return failure(413, "RequestEntityTooLarge", message, Details.NONE);
    }

    static Failure unsupportedMediaType(List<String> accepted) {
        String message = "the body of the request was in an unknown format - accepted media types include: "
                + String.join(", ", accepted);
        return failure(415, "UnsupportedMediaType", message, Details.NONE);
    }

    static Failure misdirected(String host) {
        String message = "this server does not answer for host \"" + host + "\", only for the loopback interface";
        return failure(421, "MisdirectedRequest", message, Details.NONE);
    }

    static Failure invalid(ResourceKind<?, ?> kind, String name, List<Violation> violations) {
        List<Cause> causes = violations.stream()
                .map(violation -> new Cause(violation.reason().name(), violation.message(), violation.field()))
                .toList();
        String list = violations.stream()
                .map(violation -> violation.field() + ": " + violation.message())
                .collect(Collectors.joining(", "));
        String message = "%s.%s \"%s\" is invalid: %s"
                .formatted(kind.kind(), ResourceKind.GROUP, name, violations.size() == 1 ? list : '[' + list + ']');
        return failure(422, "Invalid", message, new Details(name, ResourceKind.GROUP, kind.kind(), "", causes));
    }

    static Failure internal() {
        return failure(
                500, "InternalError", "Internal error occurred: see the server's log for the cause", Details.NONE);
    }

    static Failure unavailable() {
        return failure(
                503,
                "ServiceUnavailable",
                "the server is currently unable to handle the request: the registry does not answer",
                Details.NONE);
    }

    /** For what a framework refuses before we see it. */
    static Failure other(int code, String phrase) {
        return failure(code, phrase.replace(" ", ""), phrase, Details.NONE);
    }

    static Details details(ResourceKind<?, ?> kind, String name) {
        return new Details(name, ResourceKind.GROUP, kind.plural(), "", List.of());
    }

    private static Failure failure(int code, String reason, String message, Details details) {
        return new Failure(new StatusBody(message, reason, details, code));
    }

    private static String quoted(ResourceKind<?, ?> kind, String name) {
        return kind.qualifiedPlural() + " \"" + name + '"';
    }
}
