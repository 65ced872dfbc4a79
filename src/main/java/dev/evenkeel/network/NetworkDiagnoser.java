package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineEndpoint;
import dev.evenkeel.engine.EnginePort;
import dev.evenkeel.network.NetworkDiagnosis.Check;
import dev.evenkeel.network.NetworkDiagnosis.Finding;
import dev.evenkeel.network.NetworkDiagnosis.Member;
import dev.evenkeel.network.NetworkDiagnosis.Result;
import dev.evenkeel.network.NetworkDiagnosis.Severity;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was seen and what was answered → diagnosis. Pure. */
final class NetworkDiagnoser {

    /** In the summary; the findings have all of them. */
    private static final int PROBLEMS_TOLD_MAX = 3;

    private NetworkDiagnoser() {}

    static NetworkDiagnosis diagnose(
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            ProbePlan plan,
            Map<String, ProbeReport> reports,
            Instant now) {
        if (observed.network().isEmpty()) {
            return observed.namesakes().isEmpty()
                    ? blind(observed.name(), DiagnosisReason.NoNetwork, "The engine has no such network.", now)
                    : blind(
                            observed.name(),
                            DiagnosisReason.AmbiguousName,
                            "The engine has several networks of this name: " + String.join(", ", observed.namesakes()),
                            now);
        }
        List<Check> checks = new DiagnosisChecks(observed, plan, reports).all();
        List<Finding> findings = new DiagnosisFindings(resource, observed, checks).all(plan);
        List<Member> members = observed.members().stream()
                .map(container -> member(resource.spec(), observed, container))
                .toList();
        return new NetworkDiagnosis(now, summary(findings, checks), findings, members, checks);
    }

    /** When there is nothing to look at. */
    static NetworkDiagnosis blind(String network, DiagnosisReason reason, String message, Instant now) {
        Finding finding = DiagnosisFindings.finding(Severity.Problem, reason, network, "", message);
        return new NetworkDiagnosis(now, message, List.of(finding), List.of(), List.of());
    }

    private static String summary(List<Finding> findings, List<Check> checks) {
        List<String> problems = findings.stream()
                .filter(finding -> finding.severity() == Severity.Problem)
                .map(Finding::message)
                .toList();
        long unknown = checks.stream()
                .filter(check -> check.result() == Result.Unknown)
                .count();
        String doubt = unknown == 0 ? "" : " %d of %d checks could not be made.".formatted(unknown, checks.size());
        if (problems.isEmpty()) {
            return (unknown == 0
                            ? "All is well: %d checks, no problem.".formatted(checks.size())
                            : "No problem was seen.")
                    + doubt;
        }
        String count = problems.size() == 1 ? "1 problem: " : problems.size() + " problems: ";
        String rest = problems.size() > PROBLEMS_TOLD_MAX ? " And so on." : "";
        return problems.stream().limit(PROBLEMS_TOLD_MAX).collect(Collectors.joining(" ", count, rest + doubt));
    }

    private static Member member(NetworkSpec spec, ObservedNetwork observed, EngineContainer container) {
        EngineEndpoint endpoint = observed.endpoint(container).orElseThrow();
        TreeSet<String> others = new TreeSet<>(container.endpoints().keySet());
        others.remove(observed.name());
        return new Member(
                container.name(),
                container.id(),
                container.state(),
                container.running() ? endpoint.ipv4Address() : "",
                container.running() ? endpoint.ipv6Address() : "",
                ProbePlanner.names(spec, observed, container),
                container.ports().stream().flatMap(EnginePort::shown).toList(),
                List.copyOf(others));
    }
}
