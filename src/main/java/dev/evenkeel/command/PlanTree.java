package dev.evenkeel.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.resource.Forecast;
import dev.evenkeel.resource.Forecast.Verdict;
import dev.evenkeel.resource.ResourceKey;

/** A dry run for programs: the same, as JSON. */
final class PlanTree {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PlanTree() {}

    static String of(PlanReport report) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("changes", report.changes());
        ArrayNode resources = tree.putArray("resources");
        for (Forecast forecast : report.forecasts()) {
            ObjectNode one = identified(resources.addObject(), forecast.key());
            one.put("verdict", forecast.verdict().name());
            ArrayNode drift = one.putArray("drift");
            forecast.drift().forEach(field -> drift.addObject()
                    .put("field", field.field())
                    .put("desired", field.desired())
                    .put("actual", field.actual()));
            one.put("plan", forecast.plan());
            if (!forecast.note().isEmpty()) {
                one.put("note", forecast.note());
            }
        }
        report.unknown().forEach(unknown -> identified(resources.addObject(), unknown.key())
                .put("verdict", "Unknown")
                .put("note", unknown.why()));
        ArrayNode notPlanned = tree.putArray("notPlanned");
        report.notPlanned().forEach(key -> identified(notPlanned.addObject(), key));
        ObjectNode summary = tree.putObject("summary");
        for (Verdict verdict : Verdict.values()) {
            summary.put(verdict.name(), report.count(verdict));
        }
        summary.put("Unknown", report.unknown().size());
        return tree.toPrettyString() + "\n";
    }

    private static ObjectNode identified(ObjectNode node, ResourceKey key) {
        return node.put("kind", key.kind()).put("namespace", key.namespace()).put("name", key.name());
    }
}
