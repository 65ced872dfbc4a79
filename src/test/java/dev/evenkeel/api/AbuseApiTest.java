package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.FakeEngine;
import dev.evenkeel.engine.FlakyEngine;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.PolicyWorld;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The abuse cases, by their numbers: each spec is refused by every way of writing it, nothing of it is stored, and no
 * engine hears of it.
 */
@QuarkusTest
@TestProfile(HostProfile.class)
class AbuseApiTest {

    /** The ways to write a spec. */
    private enum Way {
        POST,
        PUT,
        MERGE_PATCH,
        JSON_PATCH,
        APPLY;

        /** Kubernetes calls an unknown field a bad request, but in these it calls the patch invalid. */
        boolean isPatchOfFields() {
            return this == MERGE_PATCH || this == JSON_PATCH;
        }
    }

    private static final Map<String, String> KINDS = Map.of(
            "volumes", "Volume",
            "networks", "Network",
            "backupschedules", "BackupSchedule",
            "backups", "Backup",
            "restores", "Restore");

    /** What a resource of the kind says before it is turned into something else. */
    private static final Map<String, String> HARMLESS = Map.of(
            "volumes", "{}",
            "networks", "{}",
            "backupschedules", "{schedule: '@daily', volumes: [pgdata]}",
            "backups", "{volumes: [pgdata]}",
            "restores", "{backup: nightly, target: {volume: copy}}");

    private final Registry registry;
    private final Kinds kinds;

    AbuseApiTest(Registry registry, Kinds kinds) {
        this.registry = registry;
        this.kinds = kinds;
    }

    @BeforeEach
    void nobodyMayUseAnything() {
        HostProfile.mayUse = false;
    }

    @AfterEach
    void clear() {
        kinds.all().forEach(this::clear);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /      | /
            /etc   | /etc
            /var   | /var
            """)
    void ab01TheHostsOwnFoldersAreNoVolumes(String device) throws JsonProcessingException {
        refused(403, "volumes", bind(device), "spec.driverOptions[device]");
    }

    @ParameterizedTest
    @CsvSource({
        "/etc",
        "/etc/cron.d",
        "/var/run/docker.sock",
        "/run/containerd",
        "/proc",
        "/sys/kernel",
        "/dev/sda",
        "/var/lib/docker",
        "/var/lib/docker/volumes",
        "/var/lib",
        "/root/.ssh",
        "/home/jane/.ssh",
        "/srv/docker.sock",
        "/ETC",
        "/opt/engine/volumes",
        "/opt",
        "/"
    })
    void ab02SomePathsAreNeverAllowedWhateverThePrefixAndTheRole(String device) throws JsonProcessingException {
        HostProfile.mayUse = true;
        refused(403, "volumes", bind(device), "spec.driverOptions[device]");
    }

    @ParameterizedTest
    @CsvSource({
        "/data/../etc",
        "//etc",
        "/data//x",
        "/data/./x",
        "/data/",
        "/data/%2e%2e/etc",
        "/data/\u2044etc",
        "/data\uff0fetc",
        "/data/\uff0e\uff0e/etc",
        "'/etc\\0'",
        "etc",
        "./etc",
        "''' /etc'''"
    })
    void ab03APathHasOneSpelling(String device) throws JsonProcessingException {
        HostProfile.mayUse = true;
        refused(422, "volumes", bind(device.replace("\\0", "\0")), "spec.driverOptions[device]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {type: none, o: rbind, device: /srv/data}
            {type: none, o: BIND, device: /srv/data}
            {type: none, o: 'ro,bind', device: /srv/data}
            {type: none, o: 'bind,bind', device: /srv/data}
            {type: none, o: ' bind ', device: /srv/data}
            {type: none, o: "ro,\\tbind", device: /srv/data}
            {type: none, o: 'bind=1', device: /srv/data}
            {type: tmpfs, o: 'size=1m,bind', device: /srv/data}
            {type: nfs, o: 'addr=10.0.0.1,rbind', device: /srv/data}
            {type: ext4, o: bind, device: /srv/data}
            {type: bind, o: bind, device: /srv/data}
            {type: none, o: remount, device: /srv/data}
            {type: tmpfs, o: rshared, device: /srv/data}
            """)
    void ab04BindInAllSpellingsIsHostPaths(String options) throws JsonProcessingException {
        refused(403, "volumes", "{driverOptions: " + options + "}", "spec.driverOptions[device]");
    }

    @Test
    void ab04BindWithoutATypeIsWhatNoEngineTakes() throws JsonProcessingException {
        refused(422, "volumes", "{driverOptions: {o: bind, device: /srv/data}}", "spec.driverOptions[type]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            403 | {type: overlay, device: overlay, o: 'lowerdir=/etc,upperdir=/tmp/u,workdir=/tmp/w'} | type
            403 | {type: ext4, device: /dev/sda}                                                | type
            403 | {type: EXT4, device: /dev/vda1}                                               | type
            403 | {type: xfs, device: /srv/disk.img, o: loop}                                   | type
            403 | {type: proc, device: proc}                                                    | type
            403 | {type: devtmpfs, device: devtmpfs}                                            | type
            403 | {type: binfmt_misc, device: none}                                             | type
            403 | {type: NFS, device: ':/export', o: 'addr=10.0.0.1'}                           | type
            422 | {type: nfs, device: ':/export', o: 'addr=169.254.169.254'}                    | o
            422 | {type: nfs, device: ':/export', o: 'rw, ADDR=169.254.169.254'}                | o
            422 | {type: nfs4, device: ':/export', o: 'addr=127.0.0.1'}                         | o
            422 | {type: nfs, device: ':/export', o: 'addr=127.1'}                              | o
            422 | {type: nfs, device: ':/export', o: 'addr=2852039166'}                         | o
            422 | {type: nfs, device: ':/export', o: 'addr=0xA9FEA9FE'}                         | o
            422 | {type: nfs, device: ':/export', o: 'addr=0251.0376.0251.0376'}                | o
            422 | {type: nfs, device: ':/export', o: 'addr=[::1]'}                              | o
            422 | {type: nfs, device: ':/export', o: 'addr=::ffff:127.0.0.1'}                   | o
            422 | {type: nfs, device: ':/export', o: 'addr=fe80::1%eth0'}                       | o
            422 | {type: nfs, device: ':/export', o: 'addr=fd00:ec2::254'}                      | o
            422 | {type: nfs, device: ':/export', o: 'addr=localhost.'}                         | o
            422 | {type: nfs, device: ':/export', o: 'addr=Metadata.Google.Internal'}           | o
            422 | {type: nfs, device: '169.254.169.254:/export'}                                | device
            422 | {type: cifs, device: '//127.0.0.1/share'}                                     | device
            422 | {type: cifs, device: '//jane:hunter2@files/share'}                            | device
            422 | {type: cifs, device: '//files/share', o: 'username=jane,password=hunter2'}    | o
            422 | {type: cifs, device: '//files/share', o: 'Password =hunter2'}                 | o
            422 | {type: cifs, device: '//files/share', o: 'credentials=/etc/cifs.secret'}      | o
            """)
    void ab05DisksLayersAndMetadataServicesAreNoVolumes(int code, String options, String field)
            throws JsonProcessingException {
        HostProfile.mayUse = true;
        refused(code, "volumes", "{driverOptions: " + options + "}", "spec.driverOptions[" + field + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            403 | volumes  | {driver: nope}                                | spec.driver
            403 | volumes  | {driver: 'vieux/sshfs:latest'}                | spec.driver
            403 | volumes  | {driver: Local, driverOptions: {o: bind}}     | spec.driver
            403 | volumes  | {driver: rclone}                              | spec.driver
            422 | volumes  | {driver: ' '}                                 | spec.driver
            422 | volumes  | {driver: ''}                                  | spec.driver
            422 | volumes  | {driver: 'a b'}                               | spec.driver
            403 | networks | {driver: 'vendor/net'}                        | spec.driver
            403 | networks | {ipam: {driver: vendor}}                      | spec.ipam.driver
            422 | networks | {driver: host}                                | spec.driver
            """)
    void ab06DriversAreThoseThatAreListed(int code, String plural, String spec, String field)
            throws JsonProcessingException {
        refused(code, plural, spec, field);
    }

    @Test
    void ab06ALongDriverIsNone() throws JsonProcessingException {
        refused(422, "volumes", "{driver: " + "d".repeat(300) + "}", "spec.driver");
        refused(422, "networks", "{driver: " + "d".repeat(300) + "}", "spec.driver");
    }

    @Test
    void ab08WhatIsNotTheClientsIsIgnoredOrAConflict() throws JsonProcessingException {
        ObjectNode safe = manifest("volumes", "ab", "{}");
        JsonNode stored = json(send(Way.POST, "volumes", safe));
        ObjectNode status = manifest("volumes", "ab", bind("/srv/data"));
        ((ObjectNode) status.get("metadata"))
                .put("resourceVersion", stored.at("/metadata/resourceVersion").asText())
                .put("creationTimestamp", "1999-01-01T00:00:00Z")
                .put("generation", 7);
        Response written =
                given().contentType("application/json").body(status.toString()).put(path("volumes") + "/ab/status");
        assertThat(written.statusCode()).isEqualTo(200);
        JsonNode after = json(given().get(path("volumes") + "/ab"));
        assertThat(after.get("spec")).isEqualTo(stored.get("spec"));
        assertThat(after.at("/metadata/creationTimestamp")).isEqualTo(stored.at("/metadata/creationTimestamp"));
        assertThat(after.at("/metadata/generation")).isEqualTo(stored.at("/metadata/generation"));
        String spoof = "{\"metadata\":{\"uid\":\"another\"},\"spec\":{\"labels\":{\"a\":\"b\"}}}";
        assertThat(given().contentType("application/merge-patch+json")
                        .body(spoof)
                        .patch(path("volumes") + "/ab")
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"eth0", "docker0", "lo", "br-1a2b3c", "enp3s0", "wlan0", "docker_gwbridge", "veth12"})
    void ab09ABridgeNeverTakesTheNameOfAnInterface(String name) throws JsonProcessingException {
        HostProfile.mayUse = true;
        refused(403, "networks", bridge(name), "spec.options[com.docker.network.bridge.name]");
    }

    @ParameterizedTest
    @CsvSource({"lan0", "dk-web", "other0"})
    void ab09ANamedBridgeIsAHostInterface(String name) throws JsonProcessingException {
        refused(403, "networks", bridge(name), "spec.options[com.docker.network.bridge.name]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            403 | {driver: macvlan, options: {parent: eth0}}                             | parent
            403 | {driver: ipvlan, options: {parent: eth0.50}}                           | parent
            422 | {driver: macvlan, options: {parent: eth0.4095}}                        | parent
            422 | {driver: macvlan, options: {parent: eth0.0}}                           | parent
            422 | {driver: macvlan, options: {parent: lo}}                               | parent
            422 | {driver: ipvlan, options: {parent: lo.5}}                              | parent
            422 | {driver: ipvlan, options: {parent: 'a b'}}                             | parent
            403 | {options: {com.docker.network.bridge.trusted_host_interfaces: 'eth0'}} | com.docker.network.bridge.trusted_host_interfaces
            """)
    void ab10AParentIsAHostInterface(int code, String spec, String option) throws JsonProcessingException {
        refused(code, "networks", spec, "spec.options[" + option + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8",
        "169.254.0.0/16",
        "169.254.169.0/24",
        "224.0.0.0/4",
        "0.0.0.0/0",
        "'::/0'",
        "'fe80::/10'",
        "'::ffff:10.0.0.0/104'",
        "'64:ff9b::/96'",
        "10.0.0.1/32",
        "10.0.0.7/24"
    })
    void ab11ReservedSubnetsAreNobodys(String subnet) throws JsonProcessingException {
        String spec = "{enableIPv6: true, ipam: {config: [{subnet: '" + subnet + "'}]}}";
        refused(422, "networks", spec, "spec.ipam.config[0].subnet");
    }

    @Test
    void ab11ManyPoolsAreNoNetwork() throws JsonProcessingException {
        String pools = "{subnet: 10.0.0.0/24}, ".repeat(300);
        refused(422, "networks", "{driver: macvlan, ipam: {config: [" + pools + "]}}", "spec.ipam.config");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {subnet: 10.81.0.0/24, gateway: 10.82.0.1}     | gateway
            {subnet: 10.81.0.0/24, gateway: 10.81.0.0}     | gateway
            {subnet: 10.81.0.0/24, gateway: 10.81.0.255}   | gateway
            {subnet: 10.81.0.0/24, ipRange: 10.82.0.0/25}  | ipRange
            """)
    void ab13AGatewayIsAHostOfItsSubnet(String pool, String field) throws JsonProcessingException {
        refused(422, "networks", "{ipam: {config: [" + pool + "]}}", "spec.ipam.config[0]." + field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            com.docker.network.host_ipv4            | 192.0.2.7
            com.docker.network.bridge.default_bridge | 'true'
            com.example.anything                    | 'x'
            com.docker.network.driver.mtu           | '-1'
            com.docker.network.driver.mtu           | '1000000000'
            """)
    void ab14OptionsAreThoseThatTheDriverHas(String key, String value) throws JsonProcessingException {
        refused(422, "networks", "{options: {" + key + ": " + value + "}}", "spec.options[" + key + "]");
    }

    @ParameterizedTest
    @CsvSource({"host", "none", "bridge", "ingress", "../x", "'a b'", "\uD83D\uDEA2", "-x", "a/b", "''"})
    void ab15NamesHaveAGrammar(String name) throws JsonProcessingException {
        long before = registry.revision();
        Response refused = send(Way.POST, "networks", manifest("networks", name, "{}"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(registry.revision()).isEqualTo(before);
    }

    @Test
    void ab15ALongNameIsNone() throws JsonProcessingException {
        assertThat(send(Way.POST, "networks", manifest("networks", "n".repeat(129), "{}"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void ab16TakingOverWhatIsSomebodyElsesNeedsItsVerb() throws JsonProcessingException {
        refused(403, "networks", "{adoptionPolicy: Recreate}", "spec.adoptionPolicy");
    }

    @Test
    void ab18OurLabelsAreOurs() throws JsonProcessingException {
        for (String plural : List.of("volumes", "networks")) {
            refused(422, plural, "{labels: {dev.evenkeel.uid: x}}", "spec.labels[dev.evenkeel.uid]");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            backups         | {volumes: [pgdata], hooks: {before: []}}               | spec.hooks.before
            volumes         | {Driver: local, driveroptions: {o: bind}}              | spec.Driver
            networks        | {configFrom: host}                                     | spec.configFrom
            """)
    void ab19And41FieldsThatAreNotThereAreRefused(String plural, String spec, String field)
            throws JsonProcessingException {
        refused(400, plural, spec, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            backups         | {volumes: [pgdata], hooks: {pre: [{container: unlabelled, command: [id]}]}}   | spec.hooks.pre[0].command
            backups         | {volumes: [pgdata], hooks: {post: [{container: evenkeel, command: [id]}]}}    | spec.hooks.post[0].command
            backupschedules | {schedule: '@daily', volumes: [pgdata], template: {hooks: {pre: [{container: db, command: [id]}]}}} | spec.template.hooks.pre[0].command
            """)
    void ab20AHookRunsInNoContainerUnlessItsWriterMayUseHooks(String plural, String spec, String field)
            throws JsonProcessingException {
        Response answer = send(Way.POST, plural, manifest(plural, "ab", spec));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
        assertThat(answer.asString()).contains(field).contains("uses exechooks");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | command: [id], env: {PATH: /tmp} | env
            400 | command: [id], engine: attic     | engine
            422 | command: ["a\\0b"]               | command
            422 | command: []                      | command
            422 | LARGE                            | command
            422 | command: [id], timeoutSeconds: 0 | timeoutSeconds
            """)
    void ab21And22AHookWithOddArgumentsIsRefused(int status, String hook, String field) throws JsonProcessingException {
        String arguments = hook.equals("LARGE") ? "command: [" + "x".repeat(1_000_000) + "]" : hook;
        String spec = "{volumes: [pgdata], hooks: {pre: [{container: db, " + arguments + "}]}}";
        Response answer = send(Way.POST, "backups", manifest("backups", "ab", spec));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.asString()).contains("spec.hooks.pre[0]." + field);
    }

    @Test
    void ab27To29ARestoreDoesNotOverwriteAndDoesNotChange() throws JsonProcessingException {
        refused(422, "restores", "{backup: nightly, target: {volume: ../x}}", "spec.target.volume");
        refused(422, "restores", "{backup: nightly, target: {volume: /etc}}", "spec.target.volume");
        Response overwriting = send(
                Way.POST,
                "restores",
                manifest("restores", "ab", "{backup: nightly, target: {volume: copy, mode: Replace}}"));
        assertThat(overwriting.statusCode()).as(overwriting.asString()).isEqualTo(403);
        assertThat(json(overwriting).at("/details/causes/0/field").asText()).isEqualTo("spec.target.mode");
        assertThat(send(Way.POST, "restores", manifest("restores", "ab", HARMLESS.get("restores")))
                        .statusCode())
                .isEqualTo(201);
        assertThat(send(Way.MERGE_PATCH, "restores", manifest("restores", "ab", "{backup: other}"))
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {schedule: '* * * * * *', volumes: [a]}      | spec.schedule
            {schedule: '@reboot', volumes: [a]}          | spec.schedule
            {schedule: '*/0 * * * *', volumes: [a]}      | spec.schedule
            {schedule: '0 0 30 2 *', volumes: [a]}       | spec.schedule
            {schedule: '@daily', timeZone: Mars/Olympus, volumes: [a]} | spec.timeZone
            """)
    void ab50ACronLineHasFiveFieldsAndComesTrue(String spec, String field) throws JsonProcessingException {
        refused(422, "backupschedules", spec, field);
    }

    @Test
    void ab50ALongCronLineIsNone() throws JsonProcessingException {
        String line = "0 0 " + "1,".repeat(5000) + "1 * *";
        refused(422, "backupschedules", "{schedule: '" + line + "', volumes: [a]}", "spec.schedule");
    }

    @Test
    void ab51OneMoreThanThereMayBeIsRefused() throws JsonProcessingException {
        for (int i = 0; i < HostProfile.OBJECTS_MAX; i++) {
            assertThat(send(Way.POST, "volumes", manifest("volumes", "volume" + i, "{}"))
                            .statusCode())
                    .isEqualTo(201);
        }
        Response refused = send(Way.POST, "volumes", manifest("volumes", "another", "{}"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused).path("message").asText())
                .isEqualTo("volumes.evenkeel.dev \"another\" is forbidden: exceeded quota: objects-per-kind,"
                        + " requested: 1, used: 40, limited: 40");
    }

    @Test
    void ab51MetadataHasBounds() throws JsonProcessingException {
        ObjectNode labelled = manifest("volumes", "ab", "{}");
        ObjectNode labels = ((ObjectNode) labelled.get("metadata")).putObject("labels");
        for (int i = 0; i < 1000; i++) {
            labels.put("label-" + i, "x");
        }
        ObjectNode annotated = manifest("volumes", "ab", "{}");
        ((ObjectNode) annotated.get("metadata")).putObject("annotations").put("note", "x".repeat(300 * 1024));
        for (ObjectNode manifest : List.of(labelled, annotated)) {
            assertThat(send(Way.POST, "volumes", manifest).statusCode()).isEqualTo(422);
        }
    }

    @Test
    void whatIsAllowedAndPermittedIsStored() throws JsonProcessingException {
        HostProfile.mayUse = true;
        assertThat(send(Way.POST, "volumes", manifest("volumes", "ab", bind("/srv/data")))
                        .statusCode())
                .isEqualTo(201);
        assertThat(send(Way.POST, "networks", manifest("networks", "ab", bridge("dk-web")))
                        .statusCode())
                .isEqualTo(201);
        HostProfile.mayUse = false;
        ObjectNode relabelled = manifest("volumes", "ab", bind("/srv/data"));
        ((ObjectNode) relabelled.get("metadata")).putObject("labels").put("tier", "data");
        assertThat(send(Way.MERGE_PATCH, "volumes", relabelled).statusCode())
                .as("whoever changes a label uses nothing anew")
                .isEqualTo(200);
        Response moved = send(Way.MERGE_PATCH, "volumes", manifest("volumes", "ab", bind("/srv/other")));
        assertThat(moved.statusCode()).isEqualTo(403);
        assertThat(json(moved).path("message").asText())
                .isEqualTo("volumes.evenkeel.dev \"ab\" is forbidden: spec.driverOptions[device]: \"/srv/other\" uses"
                        + " hostpaths: User \"local\" cannot use resource \"hostpaths\" in API group \"evenkeel.dev\""
                        + " in the namespace \"default\"");
    }

    /** By every way there is: as a new object, and as a change of a harmless one. */
    private void refused(int code, String plural, String spec, String field) throws JsonProcessingException {
        for (Way way : Way.values()) {
            if (way != Way.POST) {
                Response made = send(Way.POST, plural, manifest(plural, "ab", HARMLESS.get(plural)));
                assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
            }
            long before = registry.revision();
            Response answer = send(way, plural, manifest(plural, "ab", spec));
            assertThat(answer.statusCode())
                    .as("%s %s: %s", way, spec, answer.asString())
                    .isEqualTo(code == 400 && way.isPatchOfFields() ? 422 : code);
            List<String> fields = new ArrayList<>();
            json(answer)
                    .at("/details/causes")
                    .forEach(cause -> fields.add(cause.path("field").asText()));
            assertThat(code == 400 || fields.contains(field))
                    .as(answer.asString())
                    .isTrue();
            assertThat(answer.asString()).contains(field);
            assertThat(registry.revision()).as("nothing is stored").isEqualTo(before);
            clear();
        }
        FlakyEngine engine = FlakyEngine.reliable(new FakeEngine());
        PolicyWorld.reconcile(registry, engine, new HostPolicy(HostProfile.OPEN));
        assertThat(engine.mutatingCalls()).as("no call leaves for the engine").isZero();
    }

    private Response send(Way way, String plural, ObjectNode manifest) {
        String object = path(plural) + "/" + manifest.at("/metadata/name").asText();
        String spec = manifest.get("spec").toString();
        return switch (way) {
            case POST ->
                given().contentType("application/json")
                        .body(manifest.toString())
                        .post(path(plural));
            case PUT -> {
                JsonNode stored = json(given().get(object));
                ObjectNode changed = manifest.deepCopy();
                ((ObjectNode) changed.get("metadata"))
                        .put(
                                "resourceVersion",
                                stored.at("/metadata/resourceVersion").asText());
                yield given().contentType("application/json")
                        .body(changed.toString())
                        .put(object);
            }
            case MERGE_PATCH ->
                given().contentType("application/merge-patch+json")
                        .body(manifest.toString())
                        .patch(object);
            case JSON_PATCH ->
                given().contentType("application/json-patch+json")
                        .body("[{\"op\":\"replace\",\"path\":\"/spec\",\"value\":" + spec + "}]")
                        .patch(object);
            case APPLY ->
                given().contentType("application/apply-patch+yaml")
                        .queryParam("fieldManager", "abuse")
                        .queryParam("force", "true")
                        .body(manifest.toString().getBytes(StandardCharsets.UTF_8))
                        .patch(object);
        };
    }

    private static String path(String plural) {
        return "/apis/evenkeel.dev/v1/namespaces/default/" + plural;
    }

    private static String bind(String device) {
        return "{driverOptions: {type: none, o: bind, device: \"" + device.replace("\0", "\\0") + "\"}}";
    }

    private static String bridge(String name) {
        return "{options: {com.docker.network.bridge.name: " + name + "}}";
    }

    private static ObjectNode manifest(String plural, String name, String spec) throws JsonProcessingException {
        ObjectNode manifest = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", ResourceKind.API_VERSION)
                .put("kind", KINDS.get(plural));
        manifest.putObject("metadata").put("name", name);
        manifest.set("spec", Golden.parse(spec));
        return manifest;
    }

    private static JsonNode json(Response response) {
        try {
            return Golden.CODEC.mapper().readTree(response.asString());
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(response.asString(), noJson);
        }
    }

    private <S, T> void clear(ResourceKind<S, T> kind) {
        for (Resource<S, T> resource : registry.list(kind, Optional.empty()).items()) {
            ResourceKey key = resource.key();
            registry.delete(kind, key, Deletion.ANY);
            registry.finish(kind, resource);
        }
    }
}
