package dev.evenkeel.resource;

import java.util.Map;

/** Who works out which view. */
public record Viewers(Map<View, Viewer> byView) {

    public Viewers {
        byView = Map.copyOf(byView);
    }

    /**
     * Who works out {@code view}.
     *
     * @throws IllegalStateException when a kind has a view that nobody was made for
     */
    public Viewer of(View view) {
        if (!byView.containsKey(view)) {
            throw new IllegalStateException("nobody works out " + view.kind());
        }
        return byView.get(view);
    }
}
