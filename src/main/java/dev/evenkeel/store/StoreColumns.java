package dev.evenkeel.store;

import dev.evenkeel.resource.Column;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import java.util.List;

/** What a table of stores shows. */
final class StoreColumns {

    static final List<Column<StoreSpec, StoreStatus>> ALL = List.of(
            Column.text("Location", "Where the archives are.", store -> store.status()
                    .location()),
            Column.condition(Condition.READY, "Whether it answers.", store -> store.status()
                    .conditions()),
            Column.number(
                    "Archives", "How many are in it.", store -> store.status().archives()),
            Column.size("Size", "What they take.", store -> store.status().bytes()),
            Column.size("Free", "What can still be stored, where it is known.", store -> store.status()
                    .freeBytes()
                    .orElse(0L)),
            Column.<StoreSpec, StoreStatus>text("Reason", "Why it is ready, or is not.", store -> Conditions.find(
                                    store.status().conditions(), Condition.READY)
                            .map(Condition::reason)
                            .orElse(""))
                    .onlyWide());

    private StoreColumns() {}
}
