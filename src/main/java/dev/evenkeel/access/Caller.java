package dev.evenkeel.access;

import java.security.Principal;
import java.util.Set;

/**
 * Somebody who proved who he is.
 *
 * @param user the name that logs and the audit log call him by
 * @param groups what he may do comes from these: {@code evenkeel:viewer} gives the role viewer on every engine,
 *     {@code evenkeel:viewer@host-a} on one
 */
public record Caller(String user, Set<String> groups) implements Principal {

    public Caller {
        groups = Set.copyOf(groups);
    }

    @Override
    public String getName() {
        return user;
    }
}
