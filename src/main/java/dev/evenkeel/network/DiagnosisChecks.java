package dev.evenkeel.network;

import dev.evenkeel.engine.EngineContainer;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.engine.EnginePort;
import dev.evenkeel.network.NetworkDiagnosis.Check;
import dev.evenkeel.network.NetworkDiagnosis.CheckType;
import dev.evenkeel.network.NetworkDiagnosis.Result;
import dev.evenkeel.network.ProbeAnswer.Outcome;
import dev.evenkeel.network.ProbeOrder.Target;
import dev.evenkeel.network.ProbeQuestion.Connect;
import dev.evenkeel.network.ProbeQuestion.Ping;
import dev.evenkeel.network.ProbeQuestion.Resolve;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was seen and what was answered → single checks. Pure. */
final class DiagnosisChecks {

    private static final String ICC = "com.docker.network.bridge.enable_icc";
    private static final String TOO_LATE = "no answer before the deadline";

    private final ObservedNetwork observed;
    private final EngineNetwork network;
    private final ProbePlan plan;
    private final Map<String, ProbeReport> reports;

    /** {@code observed} has the network. */
    DiagnosisChecks(ObservedNetwork observed, ProbePlan plan, Map<String, ProbeReport> reports) {
        this.observed = observed;
        this.network = observed.network().orElseThrow();
        this.plan = plan;
        this.reports = reports;
    }

    /** Whether the network keeps its containers apart on purpose. */
    static boolean isolating(EngineNetwork network) {
        return network.options().getOrDefault(ICC, "true").equals("false");
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        for (EngineContainer member : observed.members()) {
            checks.add(membership(member));
            if (member.running() && observed.attached(member)) {
                member.ports().forEach(port -> checks.add(publication(member, port)));
            }
        }
        for (ProbeOrder order : plan.orders()) {
            order.targets().forEach(target -> checks.add(asked(order, target)));
        }
        return checks;
    }

    private Check membership(EngineContainer member) {
        DiagnosisReason reason = place(member);
        String message =
                switch (reason) {
                    case StaleReference -> "refers to a network of this name that is gone";
                    case GhostEndpoint -> "container and network disagree about whether they are connected";
                    case InterfaceMissing -> "inside there is none of the addresses that the engine tells";
                    default -> "is " + member.state();
                };
        Result result = reason == DiagnosisReason.InOrder ? Result.OK : Result.Failed;
        return new Check(CheckType.Membership, "", member.name(), "", result, reason, message);
    }

    private DiagnosisReason place(EngineContainer member) {
        if (observed.refersToThePast(member)) {
            return DiagnosisReason.StaleReference;
        }
        if (!member.running()) {
            return DiagnosisReason.NotRunning;
        }
        if (!observed.attached(member)) {
            return DiagnosisReason.GhostEndpoint;
        }
        if (Optional.ofNullable(reports.get(member.id()))
                .filter(ProbeReport::lost)
                .isPresent()) {
            return DiagnosisReason.InterfaceMissing;
        }
        return member.state().equals("paused") ? DiagnosisReason.Paused : DiagnosisReason.InOrder;
    }

    private Check publication(EngineContainer member, EnginePort port) {
        boolean missing = port.published() && port.bindings().isEmpty();
        DiagnosisReason reason = DiagnosisReason.InOrder;
        if (missing) {
            reason = network.internal() ? DiagnosisReason.InternalNetwork : DiagnosisReason.NotBound;
        } else if (!port.published() && port.bindings().isEmpty()) {
            reason = DiagnosisReason.NotPublished;
        }
        String shown = String.join(", ", port.shown().toList());
        Result result = missing ? Result.Failed : Result.OK;
        return new Check(CheckType.Publication, "", member.name(), port.name(), result, reason, shown);
    }

    private Check asked(ProbeOrder order, Target target) {
        ProbeReport report = reports.getOrDefault(order.containerId(), ProbeReport.none(TOO_LATE));
        ProbeAnswer answer = report.answers()
                .getOrDefault(
                        target.question(),
                        new ProbeAnswer(Outcome.Failed, report.hindrance().isEmpty() ? TOO_LATE : report.hindrance()));
        if (answer.outcome() == Outcome.Failed) {
            return check(order, target, Result.Unknown, DiagnosisReason.NotAsked, answer.detail());
        }
        return switch (target.question()) {
            case Resolve name -> resolved(order, target, name, answer);
            case Ping ping -> reached(order, target, answer);
            case Connect port -> accepted(order, target, answer);
        };
    }

    private Check resolved(ProbeOrder order, Target target, Resolve name, ProbeAnswer answer) {
        if (answer.yes()) {
            List<String> found = List.of(answer.detail().split(","));
            boolean right = found.stream().anyMatch(address -> Addresses.same(address, target.address()));
            return right
                    ? check(order, target, Result.OK, DiagnosisReason.InOrder, answer.detail())
                    : check(order, target, Result.Failed, DiagnosisReason.WrongAddress, "leads to " + answer.detail());
        }
        boolean given = observed.containerNamed(target.to())
                .flatMap(observed::endpoint)
                .filter(endpoint -> name.name().equals(target.to())
                        || endpoint.settings().aliases().contains(name.name()))
                .isPresent();
        if (!given) {
            return check(order, target, Result.Failed, DiagnosisReason.MissingAlias, "declared, and not there");
        }
        return answer.outcome() == Outcome.Silent
                ? check(order, target, Result.Failed, DiagnosisReason.DnsSilent, "127.0.0.11 does not answer")
                : check(order, target, Result.Failed, DiagnosisReason.NameUnknown, "127.0.0.11 does not know it");
    }

    private Check reached(ProbeOrder order, Target target, ProbeAnswer answer) {
        return answer.yes()
                ? check(order, target, Result.OK, DiagnosisReason.InOrder, "")
                : check(order, target, Result.Failed, unreached(answer), said(answer));
    }

    private Check accepted(ProbeOrder order, Target target, ProbeAnswer answer) {
        if (answer.yes()) {
            return check(order, target, Result.OK, DiagnosisReason.InOrder, "");
        }
        return answer.outcome() == Outcome.Refused
                ? check(order, target, Result.Failed, DiagnosisReason.NothingListens, "connection refused")
                : check(order, target, Result.Failed, unreached(answer), said(answer));
    }

    private DiagnosisReason unreached(ProbeAnswer answer) {
        if (bridgeGone()) {
            return DiagnosisReason.BridgeGone;
        }
        if (isolating(network)) {
            return DiagnosisReason.ContainersIsolated;
        }
        return answer.outcome() == Outcome.Dropped ? DiagnosisReason.Filtered : DiagnosisReason.Unreachable;
    }

    /** Nobody reaches the network's own address nor anybody else. An isolating network drops, and so proves nothing. */
    private boolean bridgeGone() {
        boolean asked = pings().anyMatch(ping -> ping.target().to().isEmpty());
        boolean anybody = pings().anyMatch(ping -> ping.answer().yes());
        boolean silence = pings().anyMatch(ping -> ping.answer().outcome() == Outcome.Silent);
        return asked && !anybody && (silence || !isolating(network));
    }

    private record Pinged(Target target, ProbeAnswer answer) {}

    private Stream<Pinged> pings() {
        return plan.orders().stream().flatMap(order -> order.targets().stream()
                .filter(target -> target.question() instanceof Ping)
                .flatMap(target -> Optional.ofNullable(reports.get(order.containerId()))
                        .map(report -> report.answers().get(target.question()))
                        .filter(answer -> answer.outcome() != Outcome.Failed)
                        .map(answer -> new Pinged(target, answer))
                        .stream()));
    }

    private static String said(ProbeAnswer answer) {
        return answer.outcome() == Outcome.Dropped ? "the address is there, and does not answer" : "no answer";
    }

    private static Check check(ProbeOrder order, Target target, Result result, DiagnosisReason reason, String message) {
        CheckType type =
                switch (target.question()) {
                    case Resolve name -> CheckType.Name;
                    case Ping ping -> target.to().isEmpty() ? CheckType.Gateway : CheckType.Address;
                    case Connect port -> CheckType.Port;
                };
        String subject =
                switch (target.question()) {
                    case Resolve name -> name.name();
                    case Ping ping -> ping.address();
                    case Connect port -> port.port() + "/tcp";
                };
        return new Check(type, order.container(), target.to(), subject, result, reason, message);
    }
}
