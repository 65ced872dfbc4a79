package dev.evenkeel.resource;

/**
 * One field in which the engine differs from the spec.
 *
 * @param field its path inside the spec, such as {@code ipam.config[0].subnet}
 * @param desired what the spec says, as text; empty for "nothing"
 * @param actual what the engine has, as text; empty for "nothing"
 */
public record FieldDrift(String field, String desired, String actual) {

    public FieldDrift {
        field = Defaults.text(field, "");
        desired = Defaults.text(desired, "");
        actual = Defaults.text(actual, "");
    }

    @Override
    public String toString() {
        return field + ": want " + shown(desired) + ", have " + shown(actual);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }
}
