package dev.evenkeel.api;

/** Ends a request with a {@link StatusBody}; thrown from wherever it becomes clear. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient StatusBody body;

    Failure(StatusBody body) {
        super(body.message());
        this.body = body;
    }

    StatusBody body() {
        return body;
    }
}
