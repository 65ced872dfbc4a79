package dev.evenkeel.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A table of a document that a test holds against the program. */
record MarkdownTable(List<String> header, List<List<String>> rows) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A bar that ends a cell: not one inside of code. */
    private static final Pattern BAR = Pattern.compile("\\|(?=(?:[^`]*`[^`]*`)*[^`]*$)");

    /** All tables of a document, in its order. */
    static List<MarkdownTable> in(Path document) {
        List<MarkdownTable> tables = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        for (String line : lines(document)) {
            if (line.startsWith("|")) {
                table.add(cells(line));
            } else if (!table.isEmpty()) {
                tables.add(of(table));
                table.clear();
            }
        }
        if (!table.isEmpty()) {
            tables.add(of(table));
        }
        return tables;
    }

    /** What is written as code in a cell. */
    static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static MarkdownTable of(List<List<String>> lines) {
        return new MarkdownTable(lines.getFirst(), List.copyOf(lines.subList(2, lines.size())));
    }

    private static List<String> cells(String line) {
        String inner = line.strip().substring(1, line.strip().length() - 1);
        return Arrays.stream(BAR.split(inner, -1)).map(String::strip).toList();
    }

    private static List<String> lines(Path document) {
        try {
            return Files.readAllLines(document);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
