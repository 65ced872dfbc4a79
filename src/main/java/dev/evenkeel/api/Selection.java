package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Which objects of a collection are meant. */
record Selection(LabelSelector labels, FieldSelector fields) {

    /** @throws Failure 400 when a selector cannot be read */
    static Selection of(Call call, ResourceType type) {
        return new Selection(
                LabelSelector.parse(call.query("labelSelector").orElse("")),
                FieldSelector.parse(call.query("fieldSelector").orElse(""), type.fields()));
    }

    boolean everything() {
        return labels.requirements().isEmpty() && fields.requirements().isEmpty();
    }

    boolean matches(ObjectNode object) {
        return everything() || labels.matches(object.at("/metadata/labels")) && fields.matches(object);
    }
}
