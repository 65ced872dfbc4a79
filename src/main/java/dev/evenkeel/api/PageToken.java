package dev.evenkeel.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the next page of a list begins. Clients pass it back as they got it. It tells no more than its list did and
 * opens no other one, so it needs no signature: whoever meddles with it moves about in what he may read anyway.
 *
 * @param revision of the snapshot that all pages show
 * @param list the kind and the namespace of the list it belongs to
 * @param namespace of the last object of the page before
 * @param name of the last object of the page before
 */
record PageToken(long revision, String list, String namespace, String name) {

    private static final Pattern FORM = Pattern.compile("v1/([0-9]{1,18})/([^/]*:[^/]*)/([^/]*)/([^/]+)");

    /** @throws Failure 400 when it is none of ours, or belongs to another list */
    static PageToken parse(String text, ResourceType type, Optional<String> namespace) {
        String list = list(type, namespace);
        return decode(text)
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .filter(form -> form.group(2).equals(list))
                .map(form -> new PageToken(Long.parseLong(form.group(1)), list, form.group(3), form.group(4)))
                .orElseThrow(() -> Failures.badRequest("continue key is not valid: it does not belong to this list"));
    }

    static String list(ResourceType type, Optional<String> namespace) {
        return type.kind() + ":" + namespace.orElse("");
    }

    String text() {
        String text = String.join("/", "v1", Long.toString(revision), list, namespace, name);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> decode(String text) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
