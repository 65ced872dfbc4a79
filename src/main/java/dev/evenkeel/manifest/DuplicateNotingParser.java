package dev.evenkeel.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Notes which fields are said more than once, with the path to each, and goes on. */
public final class DuplicateNotingParser extends JsonParserDelegate {

    private final Deque<Level> levels = new ArrayDeque<>();
    private final Set<String> duplicates = new LinkedHashSet<>();

    public DuplicateNotingParser(JsonParser source) {
        super(source);
    }

    public List<String> duplicates() {
        return List.copyOf(duplicates);
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.FIELD_NAME) {
            name(currentName());
        } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
            levels.pop();
        } else if (token != null) {
            value(token);
        }
        return token;
    }

    private void name(String name) {
        Level level = levels.element();
        level.at = levels.size() == 1 ? name : '.' + name;
        if (!level.seen.add(name)) {
            StringBuilder path = new StringBuilder();
            for (Iterator<Level> outer = levels.descendingIterator(); outer.hasNext(); ) {
                path.append(outer.next().at);
            }
            duplicates.add(path.toString());
        }
    }

    private void value(JsonToken token) {
        if (!levels.isEmpty() && levels.element().array) {
            levels.element().at = "[" + levels.element().items++ + ']';
        }
        if (token.isStructStart()) {
            levels.push(new Level(token == JsonToken.START_ARRAY));
        }
    }

    /** An object or array that the parser is in. */
    private static final class Level {

        private final boolean array;
        private final Set<String> seen = new HashSet<>();
        private int items;
        private String at = "";

        Level(boolean array) {
            this.array = array;
        }
    }
}
