package dev.evenkeel.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The roles: what each of them may, and above all what it may not. */
final class RolesTest {

    private static final Roles ROLES = new Roles();

    @ParameterizedTest
    @CsvSource(textBlock = """
            viewer,          list,   networks,        true
            viewer,          watch,  restores,        true
            viewer,          create, networks,        false
            viewer,          use,    hostpaths,       false
            operator,        create, networks,        true
            operator,        delete, volumes,         true
            operator,        deletecollection, backupschedules, true
            operator,        create, backups,         true
            operator,        delete, backups,         false
            operator,        deletecollection, backups, false
            operator,        update, backups,         false
            operator,        create, restores,        false
            operator,        use,    hostpaths,       false
            operator,        use,    adopt,           false
            operator,        patch,  networks/status, false
            backup-operator, create, backups,         true
            backup-operator, get,    volumes,         true
            backup-operator, delete, backups,         false
            backup-operator, get,    networks,        false
            backup-operator, create, restores,        false
            backup-operator, create, backupschedules, false
            restorer,        create, restores,        true
            restorer,        get,    backups,         true
            restorer,        use,    forcerestore,    false
            restorer,        delete, restores,        false
            host-admin,      use,    hostpaths,       true
            host-admin,      use,    hostinterfaces,  true
            host-admin,      use,    exechooks,       true
            host-admin,      use,    adopt,           true
            host-admin,      use,    forcerestore,    false
            host-admin,      create, restores,        false
            host-admin,      create, volumes,         true
            admin,           use,    forcerestore,    true
            admin,           patch,  networks/status, true
            admin,           delete, backups,         true
            """)
    void eachRoleMayWhatItsTableSays(String role, String verb, String resource, boolean allowed) {
        assertThat(may(verb, resource, "default", "evenkeel:" + role)).isEqualTo(allowed);
        assertThat(may(verb, resource, "default", "evenkeel:" + role + "@default"))
                .isEqualTo(allowed);
        assertThat(may(verb, resource, "attic", "evenkeel:" + role + "@default"))
                .isFalse();
        assertThat(may(verb, resource, "", "evenkeel:" + role + "@default")).isFalse();
    }

    @Test
    void groupsThatAreNoRolesGiveNothing() {
        for (String group : List.of(
                "admin", "evenkeel:", "evenkeel:root", "evenkeel:Admin", "oidc:evenkeel:admin", "evenkeel:admin@")) {
            assertThat(may("get", "networks", "default", group)).as(group).isFalse();
        }
        assertThat(may("get", "networks", "default")).isFalse();
    }

    @Test
    void whoeverMayWriteSomethingMayReadWhatItRefersTo() {
        for (Role role : Role.values()) {
            String group = "evenkeel:" + role.wireName() + "@default";
            if (may("create", "backups", "default", group)) {
                assertThat(may("get", "volumes", "default", group)).isTrue();
            }
            if (may("create", "restores", "default", group)) {
                assertThat(may("get", "backups", "default", group)).isTrue();
            }
        }
    }

    @Test
    void discoveryAndQuestionsAboutOneselfAreOpenToWhoeverIsSomebody() {
        Caller nobody = new Caller("ann", Set.of());
        for (String path : List.of("/version", "/api", "/api/v1", "/apis", "/apis/evenkeel.dev/v1", "/openapi/v3")) {
            assertThat(ROLES.allows(nobody, Attributes.ofPath("get", path))).isTrue();
            assertThat(ROLES.allows(nobody, Attributes.ofPath("post", path))).isFalse();
        }
        assertThat(ROLES.allows(nobody, Attributes.ofPath("get", "/secrets"))).isFalse();
        assertThat(ROLES.allows(nobody, review("create"))).isTrue();
        assertThat(ROLES.allows(nobody, review("list"))).isFalse();
    }

    @Test
    void foreignGroupsStandForWhatTheyAreMappedTo() {
        GroupRoles mapping = new GroupRoles(List.of("oidc:ops=operator", "oidc:ops=restorer@attic", "o=p=viewer"));
        assertThat(mapping.mapped(new Caller("ann", Set.of("oidc:ops", "x"))).groups())
                .containsExactlyInAnyOrder("oidc:ops", "x", "evenkeel:operator", "evenkeel:restorer@attic");
        assertThat(mapping.mapped(new Caller("bob", Set.of("o=p"))).groups()).contains("evenkeel:viewer");
        Stream.of("ops", "=viewer", "ops=root", "ops=viewer@")
                .forEach(line -> assertThatThrownBy(() -> new GroupRoles(List.of(line)))
                        .isInstanceOf(IllegalArgumentException.class));
    }

    private static Attributes review(String verb) {
        return Attributes.ofResource(verb, "authorization.k8s.io", "selfsubjectaccessreviews", "", "");
    }

    private static boolean may(String verb, String resource, String namespace, String... groups) {
        String[] parts = resource.split("/");
        String subresource = parts.length > 1 ? parts[1] : "";
        return ROLES.allows(
                new Caller("ann", Set.of(groups)),
                new Attributes(verb, "evenkeel.dev", parts[0], subresource, namespace, "x", ""));
    }
}
