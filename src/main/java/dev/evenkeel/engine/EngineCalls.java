package dev.evenkeel.engine;

import java.time.Instant;
import java.util.Optional;

/** Hears of every request that is sent to an engine. The metrics room listens. */
@FunctionalInterface
public interface EngineCalls {

    /** Nobody listens. */
    EngineCalls SILENT = operation -> Call.IGNORED;

    /** A request is about to be sent. */
    Call begin(EngineOperation operation);

    /** One request. Exactly one of these methods is called. */
    interface Call {

        /** Of a request that nobody wants to hear of. */
        Call IGNORED = new Call() {
            @Override
            public void answered(int status, Optional<Instant> engineTime) {}

            @Override
            public void failed(boolean inTime) {}
        };

        /**
         * The engine's answer begins.
         *
         * @param status of HTTP
         * @param engineTime what the engine's clock shows, in whole seconds; empty if it does not say
         */
        void answered(int status, Optional<Instant> engineTime);

        /**
         * There was no answer, or none that could be read.
         *
         * @param inTime whether the connection failed; otherwise the engine was waited for in vain
         */
        void failed(boolean inTime);
    }
}
