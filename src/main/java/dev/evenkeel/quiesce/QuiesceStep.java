package dev.evenkeel.quiesce;

/** One call of the engine that makes a container stand still, or run again. */
sealed interface QuiesceStep {

    QuiescedContainer container();

    /** Freeze it. */
    record Pause(QuiescedContainer container) implements QuiesceStep {
        @Override
        public String toString() {
            return "pause " + container;
        }
    }

    /** Let it end. */
    record Stop(QuiescedContainer container) implements QuiesceStep {
        @Override
        public String toString() {
            return "stop " + container;
        }
    }

    /** Undo a pause. */
    record Unpause(QuiescedContainer container) implements QuiesceStep {
        @Override
        public String toString() {
            return "unpause " + container;
        }
    }

    /** Undo a stop. */
    record Start(QuiescedContainer container) implements QuiesceStep {
        @Override
        public String toString() {
            return "start " + container;
        }
    }
}
