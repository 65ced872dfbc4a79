package dev.evenkeel.notify;

import static dev.evenkeel.notify.Problems.DRIFT;
import static dev.evenkeel.notify.Problems.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told, when, and how often; each turn's message arrives unless the test says otherwise. */
final class NotificationPlannerTest {

    private static final Duration GRACE = Duration.ofMinutes(2);

    private final List<String> heard = new ArrayList<>();
    private List<Told> known = List.of();
    private Instant now = NOON;

    @Test
    void whatIsWrongForLongEnoughIsToldOnceAndSoIsItsEnd() {
        wrongFor(Duration.ofMinutes(1));
        assertThat(heard).isEmpty();
        wrongFor(Duration.ofMinutes(10));
        assertThat(heard).containsExactly("12:03 problem");
        well();
        well();
        assertThat(heard).containsExactly("12:03 problem", "12:11 over");
    }

    @Test
    void whatIsPutRightInTimeIsNotTold() {
        for (int i = 0; i < 100; i++) {
            wrongFor(Duration.ofMinutes(1));
            well();
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void unknownIsNeitherWellNorWrong() {
        turn(new Finding.Unknown(DRIFT));
        assertThat(heard).isEmpty();
        wrongFor(GRACE);
        assertThat(heard).hasSize(1);
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMinutes(1));
            turn(new Finding.Unknown(DRIFT));
        }
        turn(new Finding.Wrong(Problems.drift(now)));
        pass(GRACE);
        turn(new Finding.Wrong(Problems.drift(now.minus(GRACE))));
        assertThat(heard).hasSize(1);
        well();
        assertThat(heard).hasSize(2);
    }

    @Test
    void whatComesAndGoesAllDayIsToldAFewTimesOnly() {
        int flaps = 0;
        while (now.isBefore(NOON.plus(Duration.ofDays(1)))) {
            wrongFor(Duration.ofMinutes(3));
            well();
            pass(Duration.ofMinutes(3));
            well();
            flaps++;
        }
        assertThat(flaps).isGreaterThan(200);
        assertThat(heard).hasSizeLessThanOrEqualTo(8);
        assertThat(heard.getLast()).endsWith("problem");
        pass(Told.MEMORY);
        well();
        assertThat(heard.getLast()).endsWith("over");
    }

    @Test
    void whatWasQuietForAnHourIsNewsAgain() {
        for (int day = 0; day < 5; day++) {
            wrongFor(Duration.ofMinutes(5));
            well();
            pass(Duration.ofHours(23));
            well();
        }
        assertThat(heard).hasSize(10);
        assertThat(known).isEmpty();
    }

    @Test
    void whatCouldNotBeDeliveredIsPlannedAgainAndWhatIsOverMeanwhileIsNot() {
        Finding wrong = new Finding.Wrong(Problems.drift(now));
        pass(GRACE);
        for (int i = 0; i < 3; i++) {
            NotificationPlan plan = NotificationPlanner.plan(known, List.of(wrong), GRACE, now);
            assertThat(plan.problems()).hasSize(1);
            known = plan.before();
        }
        well();
        assertThat(heard).isEmpty();
    }

    @Test
    void aRunThatFailedIsToldOnceAndItsEndIsNoNews() {
        Finding failed = new Finding.Wrong(Problems.failed("by-hand", now));
        pass(GRACE);
        turn(failed);
        turn(failed);
        assertThat(heard).hasSize(1);
        well();
        assertThat(heard).hasSize(1);
        assertThat(known).isEmpty();
    }

    @Test
    void aWholeOutageIsOneMessage() {
        List<Finding> findings = List.of(
                new Finding.Wrong(Problems.drift(now)),
                new Finding.Wrong(Problems.silent(now)),
                new Finding.Wrong(Problems.failed("nightly", now)));
        pass(GRACE);
        NotificationPlan plan = NotificationPlanner.plan(known, findings, GRACE, now);
        assertThat(plan.problems()).hasSize(3);
    }

    /** Wrong from now on, looked at every minute. */
    private void wrongFor(Duration time) {
        Instant since = now;
        Instant end = now.plus(time);
        turn(new Finding.Wrong(Problems.drift(since)));
        while (now.isBefore(end)) {
            pass(Duration.ofMinutes(1));
            turn(new Finding.Wrong(Problems.drift(since)));
        }
    }

    private void well() {
        turn();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void turn(Finding... findings) {
        NotificationPlan plan = NotificationPlanner.plan(known, List.of(findings), GRACE, now);
        String time = now.toString().substring(11, 16);
        plan.problems().forEach(problem -> heard.add(time + " problem"));
        plan.recoveries().forEach(problem -> heard.add(time + " over"));
        known = plan.isEmpty() ? plan.before() : plan.after();
    }
}
