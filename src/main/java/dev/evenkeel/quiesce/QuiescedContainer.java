package dev.evenkeel.quiesce;

import dev.evenkeel.resource.Defaults;

/**
 * A container that ran before it was made to stand still.
 *
 * @param name its name then
 * @param id its full id
 */
public record QuiescedContainer(String name, String id) {

    public QuiescedContainer {
        name = Defaults.text(name, "");
        id = Defaults.text(id, "");
    }

    @Override
    public String toString() {
        return name;
    }
}
