package dev.evenkeel.network;

/**
 * What came of a {@link ProbeQuestion}.
 *
 * @param detail the addresses of a name, with commas between them; what went wrong; or empty
 */
public record ProbeAnswer(Outcome outcome, String detail) {

    /** What can come of a question. */
    public enum Outcome {
        /** Somebody answered as hoped for. */
        Yes,
        /** The DNS server knows no such name. */
        NoSuchName,
        /** Somebody is there, and accepts no connection at that port. */
        Refused,
        /** Somebody has the address, and no answer came: something between drops packets. */
        Dropped,
        /** Nobody answered. */
        Silent,
        /** It could not be asked. */
        Failed
    }

    boolean yes() {
        return outcome == Outcome.Yes;
    }
}
