package dev.evenkeel.network;

import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Resource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a table of networks shows. */
final class NetworkColumns {

    static final List<Column<NetworkSpec, NetworkStatus>> ALL = List.of(
            Column.text("Driver", "The driver.", network -> network.spec().driver()),
            Column.text(
                    "Subnets",
                    "The address ranges that it has, or until then those that are asked for.",
                    NetworkColumns::subnets),
            Column.number(
                    "Endpoints", "How many containers are on it.", network -> network.status().endpoints().stream()
                            .filter(endpoint -> endpoint.leftTime().isEmpty())
                            .count()),
            Column.condition(Condition.READY, "Whether it is as declared.", network -> network.status()
                    .conditions()),
            Column.condition(Condition.DRIFTED, "Whether the engine differs.", network -> network.status()
                    .conditions()),
            Column.<NetworkSpec, NetworkStatus>text("Reason", "Why it is ready, or is not.", network -> Conditions.find(
                                    network.status().conditions(), Condition.READY)
                            .map(Condition::reason)
                            .orElse(""))
                    .onlyWide(),
            Column.<NetworkSpec, NetworkStatus>text(
                            "Internal",
                            "Whether there is no way out.",
                            network -> Boolean.toString(network.spec().internal()))
                    .onlyWide(),
            Column.<NetworkSpec, NetworkStatus>text(
                            "Network ID",
                            "As docker network ls shows it.",
                            network -> shortened(network.status().networkID()))
                    .onlyWide());

    private static final int SHORT_ID_LENGTH = 12;

    private NetworkColumns() {}

    private static String subnets(Resource<NetworkSpec, NetworkStatus> network) {
        Stream<String> asked = network.spec().ipam().config().stream().map(NetworkSpec.Pool::subnet);
        Stream<String> seen = network.status().subnets().stream().map(NetworkStatus.Subnet::subnet);
        return (network.status().subnets().isEmpty() ? asked : seen).collect(Collectors.joining(","));
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(id.length(), SHORT_ID_LENGTH));
    }
}
