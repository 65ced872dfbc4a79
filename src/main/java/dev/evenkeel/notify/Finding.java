package dev.evenkeel.notify;

/** What a look at something found. What is well is not among the findings. */
sealed interface Finding {

    Topic topic();

    /** It is wrong. */
    record Wrong(Problem problem) implements Finding {
        @Override
        public Topic topic() {
            return problem.topic();
        }
    }

    /** Nobody knows: what was wrong before counts as wrong, and what was well as well. */
    record Unknown(Topic topic) implements Finding {}
}
