package dev.evenkeel.command;

import dev.evenkeel.resource.FieldDrift;
import dev.evenkeel.resource.Forecast;
import dev.evenkeel.resource.Forecast.Verdict;
import dev.evenkeel.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi.Style;

/** A dry run for people: what differs, the plan in the words of the status, and one line that sums up. */
final class PlanText {

    private final boolean coloured;

    PlanText(boolean coloured) {
        this.coloured = coloured;
    }

    String of(PlanReport report) {
        StringBuilder text = new StringBuilder();
        report.forecasts().forEach(forecast -> forecast(text, forecast));
        report.unknown().forEach(unknown -> text.append(painted(unknown.key() + ": unknown", Style.fg_red))
                .append('\n')
                .append(indented(unknown.why())));
        if (!report.notPlanned().isEmpty()) {
            String names =
                    report.notPlanned().stream().map(ResourceKey::toString).collect(Collectors.joining(", "));
            text.append("Valid, and not planned: ").append(names).append('\n');
        }
        return text.append(text.isEmpty() ? "" : "\n")
                .append(summary(report))
                .append('\n')
                .toString();
    }

    private void forecast(StringBuilder text, Forecast forecast) {
        text.append(painted(forecast.key() + ": " + word(forecast), colour(forecast.verdict())))
                .append('\n');
        for (FieldDrift drift : forecast.drift()) {
            text.append(indented("drift " + drift));
        }
        text.append(indented(forecast.plan()));
        text.append(indented(forecast.note().isEmpty() ? "" : "(" + forecast.note() + ")"));
    }

    private static String word(Forecast forecast) {
        return switch (forecast.verdict()) {
            case InSync -> "in sync";
            case Change -> {
                long steps = forecast.plan().lines().count();
                yield steps == 1 ? "1 step" : steps + " steps";
            }
            case Report -> "differs, and would only be reported";
            case Blocked -> "blocked";
        };
    }

    private static Style colour(Verdict verdict) {
        return switch (verdict) {
            case InSync -> Style.fg_green;
            case Change, Report -> Style.fg_yellow;
            case Blocked -> Style.fg_red;
        };
    }

    private static String summary(PlanReport report) {
        List<String> parts = new ArrayList<>();
        part(parts, report.count(Verdict.Change), "to change");
        part(parts, report.count(Verdict.Report), "only to report");
        part(parts, report.count(Verdict.Blocked), "blocked");
        part(parts, report.unknown().size(), "unknown");
        boolean nothing = parts.isEmpty();
        parts.add(report.count(Verdict.InSync) + " in sync");
        return (nothing ? "No changes: " : "Plan: ") + String.join(", ", parts) + ".";
    }

    private static void part(List<String> parts, long count, String word) {
        if (count > 0) {
            parts.add(count + " " + word);
        }
    }

    private static String indented(String lines) {
        return lines.lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
    }

    private String painted(String text, Style colour) {
        return coloured ? Style.on(colour) + text + Style.off(colour) : text;
    }
}
