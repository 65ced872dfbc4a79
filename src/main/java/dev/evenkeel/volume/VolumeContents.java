package dev.evenkeel.volume;

import dev.evenkeel.resource.Resource;

/** The port by which a volume gets what it is to hold before anybody else has it. The restore room is behind it. */
public interface VolumeContents {

    /** Nobody fills volumes. */
    VolumeContents NONE = (volume, occasion) -> new Progress.Failed(VolumeReason.FillingFailed, "nobody fills volumes");

    /** Why a volume is filled. */
    enum Occasion {
        /** It is new, and has a source. */
        New,
        /** It was lost. */
        Loss
    }

    /** How it stands. */
    sealed interface Progress {

        /** It has been asked for, or is under way: the volume may be there already, and is not to be used. */
        record UnderWay(String message) implements Progress {}

        /**
         * The volume is there and holds it.
         *
         * @param source what it was made of, in words
         */
        record Done(String source) implements Progress {}

        /** It cannot be done until somebody does something. */
        record Failed(VolumeReason reason, String message) implements Progress {}
    }

    /**
     * Has {@code volume} made and filled, if that has not been asked for already, and says how it stands. Never blocks.
     * May be asked any number of times.
     */
    Progress fill(Resource<VolumeSpec, VolumeStatus> volume, Occasion occasion);
}
