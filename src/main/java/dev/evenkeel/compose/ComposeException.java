package dev.evenkeel.compose;

import java.util.List;

/** A project that cannot be read, or holds what no resource can say. */
public final class ComposeException extends Exception {

    private static final long serialVersionUID = 1;

    /** The way out that is always there. */
    static final String SPELT_OUT = "let docker compose spell it out: docker compose config | evenkeel import -";

    private final transient List<Problem> problems;

    /**
     * One thing that is wrong.
     *
     * @param path inside the file, such as {@code networks.front.driver}; empty for all of it
     * @param message what is wrong, and the way out
     */
    public record Problem(String file, String path, String message) {

        @Override
        public String toString() {
            return file + ": " + (path.isEmpty() ? "" : path + ": ") + message;
        }
    }

    ComposeException(List<Problem> problems) {
        super(problems.getFirst().toString());
        this.problems = List.copyOf(problems);
    }

    ComposeException(String file, String path, String message) {
        this(List.of(new Problem(file, path, message)));
    }

    public List<Problem> problems() {
        return problems;
    }
}
