package dev.evenkeel.api;

import dev.evenkeel.access.Attributes;
import dev.evenkeel.access.Caller;
import dev.evenkeel.api.StatusBody.Cause;
import dev.evenkeel.api.StatusBody.Details;
import dev.evenkeel.fields.FieldConflictException;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.stream.Collectors;

/** Every way in which a request can fail, worded as by Kubernetes, because clients parse and print it. */
final class Failures {

    private static final int RETRY_AFTER_SECONDS = 1;
    private static final String OPTIONS_GROUP = "meta.k8s.io";

    private Failures() {}

    static Failure badRequest(String message) {
        return failure(400, "BadRequest", message, Details.NONE);
    }

    /** Fields that the kind does not have, and fields that were said twice; all of them at once. */
    static Failure strictDecoding(ResourceKind<?, ?> kind, String name, List<Cause> causes) {
        String message = "%s in version \"%s\" cannot be handled as a %s: %s"
                .formatted(kind.kind(), ResourceKind.VERSION, kind.kind(), strictDecoding(causes));
        Details details = new Details(name, ResourceKind.GROUP, kind.kind(), "", causes);
        return failure(400, "BadRequest", message, details);
    }

    static String strictDecoding(List<Cause> causes) {
        return "strict decoding error: " + causes.stream().map(Cause::message).collect(Collectors.joining(", "));
    }

    /** A configuration with fields that the kind does not have: they could have no owner. */
    static Failure notDeclared(ResourceKind<?, ?> kind, String namespace, String name, List<String> fields) {
        List<Cause> causes = fields.stream()
                .map(field -> new Cause("FieldValueInvalid", "field not declared in schema", field))
                .toList();
        String list = causes.stream()
                .map(cause -> '.' + cause.field() + ": " + cause.message())
                .collect(Collectors.joining(", "));
        String message = "failed to create typed patch object (%s/%s; %s, Kind=%s): %s"
                .formatted(namespace, name, ResourceKind.API_VERSION, kind.kind(), list);
        return failure(400, "BadRequest", message, new Details(name, ResourceKind.GROUP, kind.kind(), "", causes));
    }

    /** Options of a write that make no sense; {@code options} is their type, {@code PatchOptions}. */
    static Failure invalidOptions(String options, Violation violation) {
        return invalid(options, OPTIONS_GROUP, "", List.of(violation));
    }

    static Failure patchDoesNotApply(String why) {
        Cause cause = new Cause("UnexpectedServerResponse", why, "");
        String message = "the server rejected our request due to an error in our request: " + why;
        return failure(422, "Invalid", message, new Details("", "", "", "", List.of(cause)));
    }

    static Failure applyConflict(FieldConflictException conflict) {
        List<Cause> causes = conflict.conflicts().stream()
                .map(one -> new Cause("FieldManagerConflict", "conflict with " + one.manager(), one.field()))
                .toList();
        return failure(409, "Conflict", conflict.getMessage(), new Details("", "", "", "", causes));
    }

    static Failure foreignOrigin(String origin) {
        return failure(
                403, "Forbidden", "requests from the web origin \"" + origin + "\" are not allowed", Details.NONE);
    }

    static Failure unauthorized() {
        return failure(401, "Unauthorized", "Unauthorized", Details.NONE);
    }

    /** Worded as by Kubernetes, whose clients' users know it by heart. */
    static Failure forbidden(Caller caller, Attributes what) {
        String user = "User \"" + caller.user() + "\" cannot " + what.verb() + ' ';
        if (!what.isResource()) {
            String message = "forbidden: " + user + "path \"/" + what.path().replaceFirst("^/", "") + '"';
            return failure(403, "Forbidden", message, Details.NONE);
        }
        String qualified = what.group().isEmpty() ? what.resource() : what.resource() + '.' + what.group();
        String resource = what.subresource().isEmpty() ? what.resource() : what.resource() + '/' + what.subresource();
        String message = qualified + (what.name().isEmpty() ? "" : " \"" + what.name() + '"') + " is forbidden: " + user
                + "resource \"" + resource + "\" in API group \"" + what.group() + "\" "
                + (what.namespace().isEmpty()
                        ? "at the cluster scope"
                        : "in the namespace \"" + what.namespace() + '"');
        return failure(
                403, "Forbidden", message, new Details(what.name(), what.group(), what.resource(), "", List.of(), 0));
    }

    /** Nobody may act as somebody else here. */
    static Failure impersonation(Caller caller) {
        String message = "users is forbidden: User \"" + caller.user()
                + "\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope";
        return failure(403, "Forbidden", message, new Details("", "", "users", "", List.of(), 0));
    }

    static Failure tooManyRequests(String message) {
        return failure(429, "TooManyRequests", message, new Details("", "", "", "", List.of(), RETRY_AFTER_SECONDS));
    }

    /** @param causes for each field that uses what it may not */
    static Failure denied(ResourceKind<?, ?> kind, String name, List<Cause> causes) {
        String list = causes.stream()
                .map(cause -> cause.field() + ": " + cause.message())
                .collect(Collectors.joining(", "));
        return failure(
                403,
                "Forbidden",
                quoted(kind, name) + " is forbidden: " + (causes.size() == 1 ? list : '[' + list + ']'),
                new Details(name, ResourceKind.GROUP, kind.plural(), "", causes, 0));
    }

    static Failure quotaExceeded(ResourceKind<?, ?> kind, String name, long used, long limit) {
        String message = "%s is forbidden: exceeded quota: objects-per-kind, requested: 1, used: %d, limited: %d"
                .formatted(quoted(kind, name), used, limit);
        return failure(403, "Forbidden", message, details(kind, name));
    }

    static Failure notFound(ResourceKind<?, ?> kind, String name) {
        return failure(404, "NotFound", quoted(kind, name) + " not found", details(kind, name));
    }

    static Failure notFound(ResourceType type, String name) {
        return failure(404, "NotFound", quoted(type, name) + " not found", details(type, name));
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

    static Failure alreadyExists(ResourceType type, String name) {
        return failure(409, "AlreadyExists", quoted(type, name) + " already exists", details(type, name));
    }

    static Failure beingDeleted(ResourceKind<?, ?> kind, String name) {
        String message = "object is being deleted: " + quoted(kind, name) + " already exists";
        return failure(409, "AlreadyExists", message, details(kind, name));
    }

    static Failure conflict(ResourceKind<?, ?> kind, String name) {
        return conflict(quoted(kind, name), details(kind, name));
    }

    static Failure conflict(ResourceType type, String name) {
        return conflict(quoted(type, name), details(type, name));
    }

    private static Failure conflict(String object, Details details) {
        String message = "Operation cannot be fulfilled on " + object
                + ": the object has been modified; please apply your changes to the latest version and try again";
        return failure(409, "Conflict", message, details);
    }

    static Failure expired(String message) {
        return failure(410, "Expired", message, Details.NONE);
    }

    static Failure tooLarge(long limit) {
        String message = "Request entity too large: limit is " + limit;
        return failure(413, "RequestEntityTooLarge", message, Details.NONE);
    }

    static Failure uriTooLong(int limit) {
        String message = "the URI of the request is too long: limit is " + limit;
        return failure(414, "RequestURITooLong", message, Details.NONE);
    }

    static Failure headersTooLarge(int limit) {
        String message = "the headers of the request are too large: limit is " + limit;
        return failure(431, "RequestHeaderFieldsTooLarge", message, Details.NONE);
    }

    static Failure unsupportedMediaType(List<String> accepted) {
        String message = "the body of the request was in an unknown format - accepted media types include: "
                + String.join(", ", accepted);
        return failure(415, "UnsupportedMediaType", message, Details.NONE);
    }

    static Failure misdirected(String host) {
        String message = "this server does not answer for host \"" + host + "\": see evenkeel.tls.names";
        return failure(421, "MisdirectedRequest", message, Details.NONE);
    }

    static Failure invalid(ResourceKind<?, ?> kind, String name, List<Violation> violations) {
        return invalid(kind.kind(), ResourceKind.GROUP, name, violations);
    }

    static Failure invalid(ResourceType type, String name, List<Violation> violations) {
        return invalid(type.kind(), type.group(), name, violations);
    }

    static Failure invalid(String kind, String group, String name, List<Violation> violations) {
        List<Cause> causes = violations.stream()
                .map(violation -> new Cause(violation.reason().name(), violation.message(), violation.field()))
                .toList();
        String list = violations.stream()
                .map(violation -> violation.field() + ": " + violation.message())
                .collect(Collectors.joining(", "));
        String message = "%s.%s \"%s\" is invalid: %s"
                .formatted(kind, group, name, violations.size() == 1 ? list : '[' + list + ']');
        return failure(422, "Invalid", message, new Details(name, group, kind, "", causes));
    }

    static Failure revisionTooLarge(long asked, long newest) {
        Cause cause = new Cause("ResourceVersionTooLarge", "Too large resource version", "");
        Details details = new Details("", "", "", "", List.of(cause), RETRY_AFTER_SECONDS);
        String message = "Timeout: Too large resource version: " + asked + ", current: " + newest;
        return failure(504, "Timeout", message, details);
    }

    static Failure internal() {
        return internal("see the server's log for the cause");
    }

    static Failure internal(String why) {
        return failure(500, "InternalError", "Internal error occurred: " + why, Details.NONE);
    }

    static Failure unavailable() {
        Details details = new Details("", "", "", "", List.of(), RETRY_AFTER_SECONDS);
        String message =
                "the server is currently unable to handle the request: the registry does not answer, try again later";
        return failure(503, "ServiceUnavailable", message, details);
    }

    /** For what a framework refuses in words of its own. */
    static Failure ofFramework(int code) {
        return switch (code) {
            case 400 -> badRequest("the request cannot be understood: its path, its query or a header is malformed");
            case 404 -> unknownPath();
            case 405 -> methodNotAllowed();
            case 406 -> notAcceptable(MediaTypes.MANIFESTS);
            case 413 -> tooLarge(BodyReader.BYTES_MAX);
            case 414 -> uriTooLong(RequestHead.URI_LENGTH_MAX);
            case 415 -> unsupportedMediaType(MediaTypes.MANIFESTS);
            case 500 -> internal();
            case 503 -> unavailable();
            default -> {
                String phrase = HttpResponseStatus.valueOf(code).reasonPhrase();
                yield failure(code, phrase.replace(" ", ""), phrase, Details.NONE);
            }
        };
    }

    static Details details(ResourceKind<?, ?> kind, String name) {
        return new Details(name, ResourceKind.GROUP, kind.plural(), "", List.of());
    }

    private static Failure failure(int code, String reason, String message, Details details) {
        return new Failure(new StatusBody(message, reason, details, code));
    }

    private static Details details(ResourceType type, String name) {
        return new Details(name, type.group(), type.plural(), "", List.of());
    }

    private static String quoted(ResourceType type, String name) {
        return type.qualifiedPlural() + " \"" + name + '"';
    }

    private static String quoted(ResourceKind<?, ?> kind, String name) {
        return kind.qualifiedPlural() + " \"" + name + '"';
    }
}
