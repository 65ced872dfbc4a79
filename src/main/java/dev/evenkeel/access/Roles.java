package dev.evenkeel.access;

import java.util.Optional;
import java.util.Set;

/** Decides by the roles that a caller's groups give him. What is not allowed is forbidden. */
public final class Roles implements Authorizer {

    /** What tells nothing but what there is to ask for; clients cannot do without. */
    private static final Set<String> OPEN_PATHS =
            Set.of("version", "healthz", "livez", "readyz", "api", "apis", "openapi");

    @Override
    public boolean allows(Caller caller, Attributes attributes) {
        return openToAll(attributes)
                || caller.groups().stream()
                        .map(Role.Grant::ofGroup)
                        .flatMap(Optional::stream)
                        .anyMatch(grant -> grant.allows(attributes));
    }

    /** Discovery, and questions about oneself. */
    private static boolean openToAll(Attributes attributes) {
        if (attributes.isResource()) {
            return attributes.isReview();
        }
        String first = attributes.path().replaceFirst("^/", "").split("/")[0];
        return Set.of("get", "head").contains(attributes.verb()) && OPEN_PATHS.contains(first);
    }
}
