package dev.evenkeel.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.EnginePort;
import dev.evenkeel.network.NetworkDiagnosis.Check;
import dev.evenkeel.network.NetworkDiagnosis.CheckType;
import dev.evenkeel.network.NetworkDiagnosis.Finding;
import dev.evenkeel.network.NetworkDiagnosis.Result;
import dev.evenkeel.network.NetworkDiagnosis.Severity;
import dev.evenkeel.network.ProbeAnswer.Outcome;
import dev.evenkeel.network.ProbeOrder.Target;
import dev.evenkeel.network.ProbeQuestion.Connect;
import dev.evenkeel.network.ProbeQuestion.Ping;
import dev.evenkeel.network.ProbeQuestion.Resolve;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a diagnosis makes of what was seen and answered; the real engine has the rest. */
final class NetworkDiagnoserTest {

    private static final EnginePort EXPOSED = new EnginePort(80, "tcp", false, List.of());
    private static final EnginePort WANTED = new EnginePort(80, "tcp", true, List.of());
    private static final EnginePort BOUND = new EnginePort(80, "tcp", true, List.of("127.0.0.1:8080"));

    @Test
    void whereEverythingIsAnsweredAllIsWell() {
        NetworkDiagnosis diagnosis = pair().diagnosis();
        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.summary()).isEqualTo("All is well: 9 checks, no problem.");
        assertThat(diagnosis.checks()).extracting(Check::result).containsOnly(Result.OK);
        assertThat(diagnosis.members().getFirst().names()).containsExactly("db", "postgres");
        assertThat(diagnosis.time()).isEqualTo(DiagnosisWorld.NOW);
    }

    @Test
    void whereTheBridgeIsGoneNothingElseIsBlamed() {
        NetworkDiagnosis diagnosis = pair().answering(
                        (from, target) -> target.question() instanceof Resolve ? Outcome.Yes : Outcome.Silent)
                .diagnosis();
        assertThat(problems(diagnosis)).containsExactly(DiagnosisReason.BridgeGone);
        assertThat(diagnosis.summary()).startsWith("1 problem: Nobody reaches anybody");
    }

    @Test
    void aBridgeThatIsGoneIsToldFromContainersThatAreKeptApart() {
        DiagnosisWorld apart = pair().option("com.docker.network.bridge.enable_icc", "false");
        assertThat(problems(apart.answering((from, target) -> target.question() instanceof Ping
                                        && !target.to().isEmpty()
                                ? Outcome.Dropped
                                : Outcome.Yes)
                        .diagnosis()))
                .containsExactly(DiagnosisReason.ContainersIsolated);
        assertThat(problems(apart.answering(
                                (from, target) -> target.question() instanceof Ping ? Outcome.Silent : Outcome.Yes)
                        .diagnosis()))
                .containsExactly(DiagnosisReason.BridgeGone);
    }

    @Test
    void whoDropsPacketsIsToldFromWhoIsNotThere() {
        assertThat(problems(pair().answering(to("db", Outcome.Dropped)).diagnosis()))
                .containsExactly(DiagnosisReason.Filtered);
        NetworkDiagnosis silent = pair().answering(to("db", Outcome.Silent)).diagnosis();
        assertThat(silent.findings())
                .singleElement()
                .isEqualTo(new Finding(
                        Severity.Problem,
                        DiagnosisReason.Unreachable,
                        "web cannot reach db: nobody answers there.",
                        "docker network disconnect backend db, then docker network connect backend db."));
    }

    @Test
    void whatIsWrongWithAContainerItselfExplainsThatOthersDoNotReachIt() {
        NetworkDiagnosis diagnosis = pair().answering(to("db", Outcome.Silent))
                .reporting("db", new ProbeReport("its interface is gone", true, Map.of()))
                .diagnosis();
        assertThat(problems(diagnosis)).containsExactly(DiagnosisReason.InterfaceMissing);
    }

    @Test
    void aNameThatIsDeclaredAndNotGivenIsAMissingAliasHoweverTheServerFails() {
        for (Outcome outcome : List.of(Outcome.NoSuchName, Outcome.Silent)) {
            NetworkDiagnosis diagnosis = pair().declared("spec: {attachments: [{container: db, aliases: [database]}]}")
                    .answering((from, target) ->
                            target.question().equals(new Resolve("database", false)) ? outcome : Outcome.Yes)
                    .diagnosis();
            assertThat(problems(diagnosis)).containsExactly(DiagnosisReason.MissingAlias);
        }
    }

    @Test
    void aNameThatIsGivenAndNotKnownIsTheServersFault() {
        assertThat(problems(pair().answering((from, target) -> target.question().equals(new Resolve("postgres", false))
                                ? Outcome.NoSuchName
                                : Outcome.Yes)
                        .diagnosis()))
                .containsExactly(DiagnosisReason.NameUnknown);
        NetworkDiagnosis deaf = pair().answering((from, target) ->
                        target.question() instanceof Resolve && from.equals("web") ? Outcome.Silent : Outcome.Yes)
                .diagnosis();
        assertThat(deaf.findings())
                .singleElement()
                .extracting(Finding::message)
                .isEqualTo("web cannot find anybody by name: 127.0.0.11 does not answer.");
    }

    @Test
    void aNameThatLeadsElsewhereIsNamed() {
        NetworkDiagnosis diagnosis = pair().reporting(
                        "web",
                        new ProbeReport(
                                "",
                                false,
                                Map.of(new Resolve("db", false), new ProbeAnswer(Outcome.Yes, "10.9.0.2,10.9.0.3"))))
                .diagnosis();
        assertThat(problems(diagnosis)).containsExactly(DiagnosisReason.WrongAddress);
        assertThat(diagnosis.findings().getFirst().message())
                .isEqualTo("For web the name db leads to 10.9.0.2,10.9.0.3, not to db.");
    }

    @Test
    void aSharedNameThatLeadsToSeveralIsInOrderAndSaidSo() {
        NetworkDiagnosis diagnosis = new DiagnosisWorld()
                .running("db", "10.81.0.2", "postgres")
                .running("spare", "10.81.0.3", "postgres")
                .diagnosis();
        assertThat(problems(diagnosis)).isEmpty();
        assertThat(notes(diagnosis)).containsExactly(DiagnosisReason.SharedName);
    }

    @Test
    void aPortThatNobodyListensAtIsNamedOnce() {
        NetworkDiagnosis diagnosis = new DiagnosisWorld()
                .container("db", "running", "10.81.0.2", List.of(BOUND))
                .running("one", "10.81.0.3")
                .running("two", "10.81.0.4")
                .answering((from, target) -> target.question() instanceof Connect ? Outcome.Refused : Outcome.Yes)
                .diagnosis();
        assertThat(problems(diagnosis)).containsExactly(DiagnosisReason.NothingListens);
        assertThat(diagnosis.checks())
                .filteredOn(check -> check.is(CheckType.Port, Result.Failed))
                .extracting(Check::from)
                .containsExactly("one", "two");
    }

    @Test
    void portsThatTheHostDoesNotHaveAreNamedWithTheirReason() {
        DiagnosisWorld world = new DiagnosisWorld().container("db", "running", "10.81.0.2", List.of(WANTED));
        assertThat(problems(world.diagnosis())).containsExactly(DiagnosisReason.NotBound);
        NetworkDiagnosis within = world.internal().diagnosis();
        assertThat(problems(within)).containsExactly(DiagnosisReason.InternalNetwork);
        assertThat(notes(within)).containsExactly(DiagnosisReason.InternalNetwork);
        NetworkDiagnosis exposed = new DiagnosisWorld()
                .container("db", "running", "10.81.0.2", List.of(EXPOSED))
                .diagnosis();
        assertThat(problems(exposed)).isEmpty();
        assertThat(notes(exposed)).containsExactly(DiagnosisReason.NotPublished);
    }

    @Test
    void placesThatAreNotWhatTheySeemAreNamed() {
        NetworkDiagnosis diagnosis = new DiagnosisWorld()
                .declared("""
                        spec: {attachments: [{container: api}, {container: nobody}]}
                        """)
                .ghost("ghost", "10.81.0.2")
                .stale("stale")
                .leftover("worker")
                .elsewhere("api", "front")
                .elsewhere("lost")
                .container("idle", "paused", "10.81.0.4", List.of())
                .container("job", "exited", "10.81.0.9", List.of())
                .container("job2", "exited", "10.81.0.9", List.of())
                .diagnosis();
        assertThat(diagnosis.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "nobody is declared, and there is no such container.",
                        "api is declared, and is on front only.",
                        "lost has left, and is on no network at all.",
                        "ghost container and network disagree about whether they are connected.",
                        "idle is paused.",
                        "job is exited.",
                        "job2 is exited.",
                        "stale refers to a network of this name that is gone.",
                        "worker is gone, and the network still keeps a place for it.",
                        "job, job2 have the same address, 10.81.0.9.");
        assertThat(problems(diagnosis))
                .contains(
                        DiagnosisReason.GhostEndpoint,
                        DiagnosisReason.StaleReference,
                        DiagnosisReason.LeftoverEndpoint,
                        DiagnosisReason.DuplicateAddress);
    }

    @Test
    void theSummaryOfALotOfTroubleIsShort() {
        DiagnosisWorld world = new DiagnosisWorld();
        IntStream.range(1, 6).forEach(i -> world.container("c" + i, "exited", "", List.of()));
        assertThat(world.diagnosis().summary())
                .isEqualTo("5 problems: c1 is exited. c2 is exited. c3 is exited. And so on.");
    }

    @Test
    void driftIsAProblemOfItsOwn() {
        NetworkDiagnosis diagnosis = pair().declared("""
                        status:
                          conditions:
                          - {type: Drifted, status: "True", reason: Options, message: "internal: want true, have false"}
                        """).diagnosis();
        assertThat(diagnosis.findings())
                .singleElement()
                .extracting(Finding::message)
                .isEqualTo("The network is not as declared: internal: want true, have false");
    }

    @Test
    void whatCouldNotBeAskedIsUnknownAndNotAProblem() {
        NetworkDiagnosis diagnosis = pair().reporting("web", ProbeReport.none("the engine is elsewhere"))
                .reporting("db", new ProbeReport("", false, Map.of()))
                .diagnosis();
        assertThat(problems(diagnosis)).isEmpty();
        assertThat(diagnosis.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "Not all could be asked from db: no answer before the deadline.",
                        "Not all could be asked from web: the engine is elsewhere.");
        assertThat(diagnosis.summary()).isEqualTo("No problem was seen. 7 of 9 checks could not be made.");
    }

    @Test
    void aLargeNetworkIsLookedAtInPartAndSaysSo() {
        DiagnosisWorld world = new DiagnosisWorld();
        IntStream.range(10, 35).forEach(i -> world.running("c" + i, "10.81.0." + i));
        ProbePlan plan = world.plan();
        assertThat(plan.orders()).hasSize(ProbePlanner.MEMBERS_MAX);
        assertThat(plan.orders()).allSatisfy(order -> assertThat(order.targets().stream()
                        .map(Target::to)
                        .filter(to -> !to.isEmpty())
                        .distinct())
                .hasSize(ProbePlanner.PAIRS_MAX / ProbePlanner.MEMBERS_MAX));
        assertThat(world.diagnosis().findings())
                .singleElement()
                .extracting(Finding::message)
                .isEqualTo(
                        "5 running members and 180 pairs of the others were left out: at most 20 and 200 are looked at.");
    }

    @Test
    void theGatewayIsAskedForWhereTheEngineDoesNotTellIt() {
        assertThat(pair().plan().orders().getFirst().questions()).contains(new Ping("10.81.0.1"));
        assertThat(pair().option("com.docker.network.bridge.inhibit_ipv4", "true")
                        .plan()
                        .orders()
                        .getFirst()
                        .questions())
                .doesNotContain(new Ping("10.81.0.1"));
    }

    private static DiagnosisWorld pair() {
        return new DiagnosisWorld().running("web", "10.81.0.2").running("db", "10.81.0.3", "postgres");
    }

    private static BiFunction<String, Target, Outcome> to(String name, Outcome outcome) {
        return (from, target) ->
                target.question() instanceof Ping && target.to().equals(name) ? outcome : Outcome.Yes;
    }

    private static List<DiagnosisReason> problems(NetworkDiagnosis diagnosis) {
        return reasons(diagnosis, Severity.Problem);
    }

    private static List<DiagnosisReason> notes(NetworkDiagnosis diagnosis) {
        return reasons(diagnosis, Severity.Note);
    }

    private static List<DiagnosisReason> reasons(NetworkDiagnosis diagnosis, Severity severity) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(Finding::reason)
                .distinct()
                .toList();
    }
}
