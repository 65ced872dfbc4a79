package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.network.NetworkDiagnosis.Check;
import dev.evenkeel.network.NetworkDiagnosis.CheckType;
import dev.evenkeel.network.NetworkDiagnosis.Finding;
import dev.evenkeel.network.NetworkDiagnosis.Result;
import dev.evenkeel.network.NetworkDiagnosis.Severity;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was seen, and the checks → what is worth knowing, each thing once. Pure. */
final class DiagnosisFindings {

    private final Resource<NetworkSpec, NetworkStatus> resource;
    private final ObservedNetwork observed;
    private final EngineNetwork network;
    private final List<Check> checks;
    private final List<Finding> findings = new ArrayList<>();

    /** {@code observed} has the network. */
    DiagnosisFindings(Resource<NetworkSpec, NetworkStatus> resource, ObservedNetwork observed, List<Check> checks) {
        this.resource = resource;
        this.observed = observed;
        this.network = observed.network().orElseThrow();
        this.checks = checks;
    }

    /** A finding about {@code container}, or about the network when that is empty. */
    static Finding finding(
            Severity severity, DiagnosisReason reason, String networkName, String container, String message) {
        return new Finding(severity, reason, message, reason.remedy(networkName, container));
    }

    List<Finding> all(ProbePlan plan) {
        addDrift();
        addAbsent();
        addFailures();
        addLeftovers();
        addDuplicates();
        addNotes(plan);
        findings.sort(Comparator.comparing(Finding::severity));
        return findings;
    }

    private void addDrift() {
        Conditions.find(resource.status().conditions(), Condition.DRIFTED)
                .filter(drifted -> drifted.status() == Condition.Status.True)
                .ifPresent(drifted ->
                        problem(DiagnosisReason.Drifted, "", "The network is not as declared: " + drifted.message()));
    }

    /** Those who belong here, or were here a moment ago. */
    private void addAbsent() {
        SortedSet<String> declared = new TreeSet<>();
        resource.spec().attachments().forEach(wish -> declared.add(wish.container()));
        declared.stream()
                .filter(name -> observed.containerNamed(name).isEmpty())
                .forEach(name -> problem(
                        DiagnosisReason.NoSuchContainer, name, name + " is declared, and there is no such container."));
        for (EngineContainer container : observed.containers()) {
            if (observed.endpoint(container).isEmpty()) {
                SortedSet<String> networks = new TreeSet<>(container.endpoints().keySet());
                String why = declared.contains(container.name()) ? " is declared, and is" : " has left, and is";
                String where = networks.isEmpty() ? " on no network at all." : " on " + listed(networks) + " only.";
                problem(DiagnosisReason.NotConnected, container.name(), container.name() + why + where);
            }
        }
    }

    private void addFailures() {
        Map<List<String>, List<Check>> groups = new LinkedHashMap<>();
        checks.stream()
                .filter(check -> check.result() == Result.Failed && !follows(check))
                .forEach(check -> groups.computeIfAbsent(group(check), key -> new ArrayList<>())
                        .add(check));
        groups.values().forEach(group -> {
            Check first = group.getFirst();
            problem(
                    first.reason(),
                    first.to(),
                    message(first, joined(group.stream().map(Check::from))));
        });
    }

    /** What is wrong with a container itself explains that others do not reach it. */
    private boolean follows(Check check) {
        boolean unreached = check.type() == CheckType.Address || check.type() == CheckType.Port;
        return unreached
                && checks.stream()
                        .anyMatch(other -> other.is(CheckType.Membership, Result.Failed)
                                && (other.to().equals(check.to()) || other.to().equals(check.from())));
    }

    private static List<String> group(Check check) {
        String reason = check.reason().name();
        return switch (check.reason()) {
            case BridgeGone, ContainersIsolated -> List.of(reason);
            case DnsSilent -> List.of(reason, check.from());
            case Filtered, Unreachable -> List.of(reason, check.to());
            default -> List.of(reason, check.to(), check.subject());
        };
    }

    private static String message(Check check, String from) {
        String to = check.to();
        String what = check.subject();
        return switch (check.reason()) {
            case MissingAlias -> to + " is declared with the alias " + what + ", and does not have it.";
            case NameUnknown -> from + " cannot find " + to + " by the name " + what + ": " + check.message() + ".";
            case WrongAddress -> "For " + from + " the name " + what + " " + check.message() + ", not to " + to + ".";
            case DnsSilent -> from + " cannot find anybody by name: " + check.message() + ".";
            case BridgeGone -> "Nobody reaches anybody, nor the network's own address: its bridge is gone, or off.";
            case ContainersIsolated -> "The network keeps its containers apart: enable_icc is false.";
            case Filtered ->
                from + " cannot reach " + named(to) + ": the address is there, and something drops packets.";
            case Unreachable -> from + " cannot reach " + named(to) + ": nobody answers there.";
            case NothingListens -> to + " exposes " + what + ", and nothing accepts connections there.";
            case InternalNetwork -> what + " of " + to + " is not published: the network is internal.";
            case NotBound -> what + " of " + to + " was to be published, and the host has no port for it.";
            default -> to + " " + check.message() + ".";
        };
    }

    private void addLeftovers() {
        observed.abandoned()
                .forEach(name -> problem(
                        DiagnosisReason.LeftoverEndpoint,
                        name,
                        name + " is gone, and the network still keeps a place for it."));
    }

    private void addDuplicates() {
        who(DiagnosisFindings::addresses).forEach((address, owners) -> {
            if (owners.size() > 1) {
                problem(
                        DiagnosisReason.DuplicateAddress,
                        "",
                        listed(owners) + " have the same address, " + address + ".");
            }
        });
        who(DiagnosisFindings::names).forEach((name, owners) -> {
            if (owners.size() > 1) {
                note(DiagnosisReason.SharedName, listed(owners) + " share the name " + name + ".");
            }
        });
    }

    private Map<String, SortedSet<String>> who(Function<Place, Stream<String>> has) {
        Map<String, SortedSet<String>> owners = new TreeMap<>();
        for (EngineContainer member : observed.members()) {
            Place place = new Place(member, observed.endpoint(member).orElseThrow());
            has.apply(place).filter(what -> !what.isEmpty()).forEach(what -> owners.computeIfAbsent(
                            what, key -> new TreeSet<>())
                    .add(member.name()));
        }
        return owners;
    }

    private record Place(EngineContainer container, EngineEndpoint endpoint) {}

    /** Of one that is not running those that it will ask for: engines show the last ones for a while. */
    private static Stream<String> addresses(Place place) {
        EngineEndpoint endpoint = place.endpoint();
        return place.container().running()
                ? Stream.of(endpoint.ipv4Address(), endpoint.ipv6Address())
                : Stream.of(
                        endpoint.settings().ipv4Address(), endpoint.settings().ipv6Address());
    }

    private static Stream<String> names(Place place) {
        return Stream.concat(Stream.of(place.container().name()), place.endpoint().settings().aliases().stream());
    }

    private void addNotes(ProbePlan plan) {
        if (network.internal()) {
            note(DiagnosisReason.InternalNetwork, "The network is internal: no way out, and no published ports.");
        }
        if (DiagnosisChecks.isolating(network) && !found(DiagnosisReason.ContainersIsolated)) {
            note(
                    DiagnosisReason.ContainersIsolated,
                    "The network is to keep its containers apart: enable_icc is false.");
        }
        String exposed = checks.stream()
                .filter(check -> check.reason() == DiagnosisReason.NotPublished)
                .map(check -> check.subject() + " of " + check.to())
                .collect(Collectors.joining(", "));
        if (!exposed.isEmpty()) {
            note(DiagnosisReason.NotPublished, "Not published, so that only networks reach it: " + exposed + ".");
        }
        checks.stream()
                .filter(check -> check.result() == Result.Unknown)
                .collect(Collectors.groupingBy(
                        Check::message,
                        TreeMap::new,
                        Collectors.mapping(Check::from, Collectors.toCollection(TreeSet::new))))
                .forEach((why, from) -> note(
                        DiagnosisReason.NotAsked, "Not all could be asked from " + listed(from) + ": " + why + "."));
        if (plan.membersLeftOut() > 0 || plan.pairsLeftOut() > 0) {
            note(
                    DiagnosisReason.TooMany,
                    "%d running members and %d pairs of the others were left out: at most %d and %d are looked at."
                            .formatted(
                                    plan.membersLeftOut(),
                                    plan.pairsLeftOut(),
                                    ProbePlanner.MEMBERS_MAX,
                                    ProbePlanner.PAIRS_MAX));
        }
    }

    private boolean found(DiagnosisReason reason) {
        return findings.stream().anyMatch(finding -> finding.reason() == reason);
    }

    private void problem(DiagnosisReason reason, String container, String message) {
        findings.add(finding(Severity.Problem, reason, observed.name(), container, message));
    }

    private void note(DiagnosisReason reason, String message) {
        findings.add(finding(Severity.Note, reason, observed.name(), "", message));
    }

    private static String named(String container) {
        return container.isEmpty() ? "the network's own address" : container;
    }

    private static String joined(Stream<String> names) {
        return names.filter(name -> !name.isEmpty()).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static String listed(SortedSet<String> names) {
        return String.join(", ", names);
    }
}
