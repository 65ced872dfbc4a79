package dev.evenkeel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.access.Attributes;
import dev.evenkeel.access.Authorizer;
import dev.evenkeel.access.Caller;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.Violation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** What callers ask about themselves: who they are, whether they may do something, and all that they may do. */
@Singleton
public final class Reviews {

    private static final String ANY = "*";

    /** What is there beside resources. */
    private static final List<String> PATHS = List.of(
            "/api",
            "/api/*",
            "/apis",
            "/apis/*",
            "/healthz",
            "/livez",
            "/openapi",
            "/openapi/*",
            "/readyz",
            "/version");

    private final ResourceTypes types;
    private final Authorizer authorizer;

    public Reviews(ResourceTypes types, Authorizer authorizer) {
        this.types = types;
        this.authorizer = authorizer;
    }

    /** The status of a SelfSubjectAccessReview with that spec. */
    ObjectNode access(Caller caller, JsonNode spec) {
        JsonNode resource = spec.path("resourceAttributes");
        JsonNode path = spec.path("nonResourceAttributes");
        if (resource.isObject() == path.isObject()) {
            throw Failures.invalid(
                    "SelfSubjectAccessReview",
                    "authorization.k8s.io",
                    "",
                    List.of(Violation.invalid(
                            "spec.resourceAttributes",
                            "",
                            "exactly one of nonResourceAttributes or resourceAttributes must be specified")));
        }
        boolean allowed = resource.isObject()
                ? requests(resource).allMatch(request -> authorizer.allows(caller, request))
                : authorizer.allows(caller, Attributes.ofPath(text(path, "verb"), text(path, "path")));
        return object().put("allowed", allowed);
    }

    /** The status of a SelfSubjectRulesReview. */
    ObjectNode rules(Caller caller, String namespace) {
        ObjectNode status = object();
        ArrayNode resources = status.putArray("resourceRules");
        for (ResourceType type : types.all()) {
            add(resources, caller, type.group(), type.plural(), requests(type, "", type.verbs(), namespace));
            for (SubresourceType part : type.subresources()) {
                List<Attributes> ofPart = requests(type, part.name(), part.verbs(), namespace);
                add(resources, caller, type.group(), type.plural() + "/" + part.name(), ofPart);
            }
        }
        for (RiskyUse.Feature feature : RiskyUse.Feature.values()) {
            Attributes use = Attributes.ofResource("use", ResourceKind.GROUP, feature.name(), namespace, "");
            add(resources, caller, ResourceKind.GROUP, feature.name(), List.of(use));
        }
        ArrayNode paths = status.putArray("nonResourceRules");
        List<String> readable = PATHS.stream()
                .filter(path -> authorizer.allows(caller, Attributes.ofPath("get", path)))
                .toList();
        if (!readable.isEmpty()) {
            ObjectNode rule = paths.addObject();
            rule.putArray("verbs").add("get");
            readable.forEach(rule.putArray("nonResourceURLs")::add);
        }
        return status.put("incomplete", false);
    }

    /** The status of a SelfSubjectReview. */
    ObjectNode identity(Caller caller) {
        ObjectNode status = object();
        ObjectNode user = status.putObject("userInfo").put("username", caller.user());
        caller.groups().stream().sorted().forEach(user.putArray("groups")::add);
        return status;
    }

    private void add(ArrayNode rules, Caller caller, String group, String resource, List<Attributes> requests) {
        List<Attributes> allowed = requests.stream()
                .filter(request -> authorizer.allows(caller, request))
                .toList();
        if (!allowed.isEmpty()) {
            ObjectNode rule = rules.addObject();
            ArrayNode verbs = rule.putArray("verbs");
            allowed.forEach(request -> verbs.add(request.verb()));
            rule.putArray("apiGroups").add(group);
            rule.putArray("resources").add(resource);
        }
    }

    private static List<Attributes> requests(
            ResourceType type, String subresource, List<String> verbs, String namespace) {
        return verbs.stream()
                .map(verb -> attributes(type, subresource, verb, namespace, ""))
                .toList();
    }

    /** Everything that is asked about: {@code *} stands for all verbs, and for all resources. */
    private Stream<Attributes> requests(JsonNode asked) {
        String verb = text(asked, "verb");
        String group = text(asked, "group");
        if (!verb.equals(ANY) && !text(asked, "resource").equals(ANY)) {
            return Stream.of(new Attributes(
                    verb,
                    group,
                    text(asked, "resource"),
                    text(asked, "subresource"),
                    text(asked, "namespace"),
                    text(asked, "name"),
                    ""));
        }
        return types.all().stream()
                .filter(type -> matches(group, type.group()) && matches(text(asked, "resource"), type.plural()))
                .flatMap(type -> Stream.of(verb)
                        .flatMap(one -> one.equals(ANY) ? type.verbs().stream() : Stream.of(one))
                        .map(one -> attributes(
                                type, text(asked, "subresource"), one, text(asked, "namespace"), text(asked, "name"))));
    }

    private static boolean matches(String asked, String actual) {
        return asked.equals(ANY) || asked.equals(actual);
    }

    private static Attributes attributes(
            ResourceType type, String subresource, String verb, String namespace, String name) {
        return new Attributes(
                verb, type.group(), type.plural(), subresource, type.namespaced() ? namespace : "", name, "");
    }

    private static String text(JsonNode tree, String field) {
        return tree.path(field).asText("");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
