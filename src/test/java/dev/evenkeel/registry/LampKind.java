package dev.evenkeel.registry;

import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.ListMap;
import dev.evenkeel.resource.ListSet;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.View;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kind for tests that has one field of every shape a spec can have. */
public final class LampKind implements ResourceKind<LampKind.Lamp, LampKind.Glow> {

    /** What light is wanted. */
    public record Lamp(
            String socket,
            int watts,
            boolean dimmable,
            Mood mood,
            Optional<Shade> shade,
            List<Bulb> bulbs,
            Map<String, String> options,
            @ListSet List<String> rooms,
            List<Lens> lenses) {

        public Lamp(
                String socket,
                int watts,
                boolean dimmable,
                Mood mood,
                Optional<Shade> shade,
                List<Bulb> bulbs,
                Map<String, String> options) {
            this(socket, watts, dimmable, mood, shade, bulbs, options, List.of(), List.of());
        }

        public Lamp {
            socket = Defaults.text(socket, "E27");
            mood = Defaults.value(mood, Mood.Warm);
            shade = Defaults.optional(shade);
            bulbs = Defaults.list(bulbs);
            options = Defaults.map(options);
            rooms = Defaults.list(rooms);
            lenses = Defaults.list(lenses);
        }

        public static Lamp of(int watts) {
            return new Lamp("E27", watts, false, Mood.Warm, Optional.empty(), List.of(), Map.of());
        }
    }

    /** Colour temperatures, spelt as on the wire. */
    public enum Mood {
        Warm,
        Cold
    }

    /** What is put over the lamp. */
    public record Shade(String material, Optional<Integer> layers) {

        public Shade {
            material = Defaults.text(material, "paper");
            layers = Defaults.optional(layers);
        }
    }

    /** What is screwed in. */
    public record Bulb(String vendor, long hours) {

        public Bulb {
            vendor = Defaults.text(vendor, "");
        }
    }

    /** What is put before the lamp; there is one of each name. */
    @ListMap("name")
    public record Lens(String name, String tint, Optional<Integer> strength) {

        public Lens {
            tint = Defaults.text(tint, "clear");
            strength = Defaults.optional(strength);
        }
    }

    /** What the light is made of: worked out, and kept nowhere. */
    public record Spectrum(int kelvin, List<String> colours) {

        public Spectrum {
            colours = List.copyOf(colours);
        }
    }

    public static final View SPECTRUM = new View("spectrum", "LampSpectrum", Spectrum.class);

    /** What light was seen. */
    public record Glow(boolean on, List<Condition> conditions) {

        public Glow {
            conditions = Defaults.list(conditions);
        }

        public static Glow lit() {
            return new Glow(true, List.of());
        }
    }

    @Override
    public String kind() {
        return "Lamp";
    }

    @Override
    public String plural() {
        return "lamps";
    }

    @Override
    public List<String> shortNames() {
        return List.of("lp");
    }

    @Override
    public List<Column<Lamp, Glow>> columns() {
        return List.of(
                Column.text("Socket", "What it is screwed into.", lamp -> lamp.spec()
                        .socket()),
                Column.number("Watts", "What it takes.", lamp -> lamp.spec().watts()),
                Column.<Lamp, Glow>text(
                                "Shade",
                                "What is put over it.",
                                lamp -> lamp.spec().shade().map(Shade::material).orElse(""))
                        .onlyWide());
    }

    @Override
    public List<View> views() {
        return List.of(SPECTRUM);
    }

    @Override
    public Class<Lamp> specType() {
        return Lamp.class;
    }

    @Override
    public Class<Glow> statusType() {
        return Glow.class;
    }

    @Override
    public Glow emptyStatus() {
        return new Glow(false, List.of());
    }

    @Override
    public List<Violation> validate(String name, Lamp spec) {
        List<Violation> violations = new ArrayList<>();
        if (spec.watts() < 0) {
            violations.add(Violation.invalid("spec.watts", spec.watts(), "must not be negative"));
        }
        if (spec.socket().equals("B22")) {
            violations.add(Violation.notSupported("spec.socket", "B22", List.of("E14", "E27")));
        }
        return violations;
    }

    @Override
    public List<Violation> validateChange(Lamp stored, Lamp wanted) {
        return stored.socket().equals(wanted.socket())
                ? List.of()
                : List.of(Violation.forbidden("spec.socket", "the socket is built in"));
    }
}
