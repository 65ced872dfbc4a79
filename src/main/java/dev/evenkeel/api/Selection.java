package dev.evenkeel.api;

import dev.evenkeel.resource.Metadata;

/** Which objects a list is to show. */
record Selection(LabelSelector labels, FieldSelector fields) {

    static Selection of(Call call) {
        return new Selection(
                LabelSelector.parse(call.query("labelSelector").orElse("")),
                FieldSelector.parse(call.query("fieldSelector").orElse("")));
    }

    boolean matches(Metadata metadata) {
        return labels.matches(metadata.labels()) && fields.matches(metadata);
    }
}
