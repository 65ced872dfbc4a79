package dev.evenkeel.resource;

import java.util.List;
import java.util.Optional;

/** What became of one Docker object, or of one entry of a compose file, on its way into a manifest. */
public sealed interface Declaration {

    /** Of the resource that it is, or would be. */
    String kind();

    String name();

    /**
     * It can be declared.
     *
     * @param remarks what is to be known about it, in a sentence each
     */
    record Declared(Resource<?, ?> resource, List<String> remarks) implements Declaration {

        public Declared {
            remarks = List.copyOf(remarks);
        }

        @Override
        public String kind() {
            return resource.kind();
        }

        @Override
        public String name() {
            return resource.metadata().name();
        }
    }

    /**
     * It is not declared.
     *
     * @param why in a sentence
     * @param care whether somebody has to see to it
     * @param draft what it would be, for people to complete; without any secret
     */
    record LeftOut(String kind, String name, String why, Care care, Optional<Resource<?, ?>> draft)
            implements Declaration {

        public LeftOut(String kind, String name, String why, Care care) {
            this(kind, name, why, care, Optional.empty());
        }
    }

    /** Whether it matters that something was left out. */
    enum Care {
        /** It is none of the user's wishes, or somebody else's: nothing is missing. */
        Meant,
        /** It is there, and cannot be declared as it is. */
        Impossible
    }
}
