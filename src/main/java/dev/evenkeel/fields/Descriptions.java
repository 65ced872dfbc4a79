package dev.evenkeel.fields;

import com.github.therapi.runtimejavadoc.ClassJavadoc;
import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentVisitor;
import com.github.therapi.runtimejavadoc.Link;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import com.github.therapi.runtimejavadoc.Value;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the docstrings of records say of their fields, in plain text: with it the schema is the reference manual.
 *
 * <p>The compiler keeps docstrings beside the classes, so what is told to users is what stands in the source.
 */
public final class Descriptions {

    private Descriptions() {}

    /** What the docstring of {@code type} says; empty without one. */
    public static String of(Class<?> type) {
        return text(RuntimeJavadoc.getJavadoc(type).getComment());
    }

    /**
     * What {@code @param} says of a component, or else the docstring of its type; then what each word means if it is
     * one of a closed list.
     */
    public static String of(Class<?> record, String component, Schema schema) {
        String own = RuntimeJavadoc.getJavadoc(record).getRecordComponents().stream()
                .filter(documented -> documented.getName().equals(component))
                .map(documented -> sentence(text(documented.getComment())))
                .findFirst()
                .orElse("");
        return switch (schema) {
            case Schema.Structure structure -> own.isEmpty() ? of(structure.type()) : own;
            case Schema.Array array ->
                own.isEmpty() && array.items() instanceof Schema.Structure item ? of(item.type()) : own;
            case Schema.Choice choice -> (own.isEmpty() ? of(choice.type()) : own) + words(choice.type());
            case Schema.Dictionary ignored -> own;
            case Schema.Scalar ignored -> own;
            case Schema.Opaque ignored -> own;
        };
    }

    private static String words(Class<?> type) {
        ClassJavadoc docs = RuntimeJavadoc.getJavadoc(type);
        return docs.getEnumConstants().stream()
                .map(constant -> "\n- " + constant.getName() + ": " + text(constant.getComment()))
                .collect(Collectors.joining());
    }

    /** Docstrings of parameters begin in lower case and have no full stop. */
    private static String sentence(String text) {
        return text.isEmpty() || text.endsWith(".") ? capitalised(text) : capitalised(text) + ".";
    }

    private static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String text(Comment comment) {
        PlainText plain = new PlainText();
        comment.visit(plain);
        return plain.text();
    }

    /** Leaves of a docstring what can be read in a terminal. */
    private static final class PlainText implements CommentVisitor {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void commentText(String value) {
            text.append(value);
        }

        @Override
        public void inlineLink(Link link) {
            text.append(link.getLabel());
        }

        @Override
        public void inlineTag(String name, String value) {
            text.append('`').append(value).append('`');
        }

        @Override
        public void inlineValue(Value value) {
            text.append(value.getReferencedMemberName());
        }

        String text() {
            return text.toString().replaceAll("\\s+", " ").replace(" <p>", "\n").strip();
        }
    }
}
