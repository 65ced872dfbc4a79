package dev.evenkeel.network;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How long one engine takes for the steps of a plan, learnt from those that it took, and with that, how long a
 * replacement will keep containers off their network. Thread-safe.
 *
 * <p>In memory: a new process begins with what engines take as a rule, and after one replacement knows better.
 */
final class EnginePace {

    /** The kinds of steps that take differently long, with what they take as a rule. */
    private enum Pace {
        Rehearse(220),
        Disconnect(70),
        Remove(155),
        Create(65),
        Connect(40),
        Start(250),
        /** Of a container that is not running nothing but a note is made. */
        Note(3);

        private final long usual;

        Pace(long usualMillis) {
            usual = Duration.ofMillis(usualMillis).toNanos();
        }

        static Pace of(NetworkStep step) {
            return switch (step) {
                case NetworkStep.Rehearse rehearse -> Rehearse;
                case NetworkStep.Disconnect off -> off.member().running() ? Disconnect : Note;
                case NetworkStep.Drop drop -> Disconnect;
                case NetworkStep.Remove remove -> Remove;
                case NetworkStep.Create create -> Create;
                case NetworkStep.Connect on -> on.member().running() ? Connect : Note;
                case NetworkStep.Shelter shelter -> Connect;
                case NetworkStep.Leave leave -> Disconnect;
                case NetworkStep.Start start -> Start;
            };
        }
    }

    /** Nanoseconds a step takes, and how many were seen. */
    private record Average(double nanos, int seen) {

        /** The last few count: an engine that is busy today is slow today. */
        private static final double WEIGHT_OF_THE_LATEST = 0.3;

        Average with(long latest) {
            double weight = Math.max(1.0 / (seen + 1), WEIGHT_OF_THE_LATEST);
            return new Average(nanos + weight * (latest - nanos), seen + 1);
        }
    }

    private final LongSupplier nanoTime;
    private final String engine;
    private final NetworkListener listener;
    private final Map<Pace, Average> averages = new EnumMap<>(Pace.class);

    /** @param listener hears what is done on {@code engine}, and how long it took */
    EnginePace(LongSupplier nanoTime, String engine, NetworkListener listener) {
        this.nanoTime = nanoTime;
        this.engine = engine;
        this.listener = listener;
        for (Pace pace : Pace.values()) {
            averages.put(pace, new Average(pace.usual, 0));
        }
    }

    /** How long somebody will be off the network: from the first who is disconnected to the last who is back. */
    synchronized Duration outage(List<NetworkStep> steps) {
        double all = 0;
        double untilTheLast = 0;
        for (NetworkStep step : steps) {
            if (all > 0 || takesOff(step)) {
                all += averages.get(Pace.of(step)).nanos();
            }
            if (bringsBack(step)) {
                untilTheLast = all;
            }
        }
        return Duration.ofNanos(Math.round(untilTheLast));
    }

    /** A step was taken, or failed. */
    void tell(NetworkStep step, boolean done) {
        if (step instanceof NetworkStep.Connect) {
            listener.reattached(engine, done);
        }
    }

    /** A network was made anew, or should have been. */
    void tell(NetworkListener.Result result) {
        listener.recreated(engine, result);
    }

    /** Measures one plan while it is carried out. */
    Stopwatch stopwatch() {
        return new Stopwatch();
    }

    private synchronized void learn(NetworkStep step, long took) {
        averages.compute(Pace.of(step), (pace, average) -> average.with(took));
    }

    private static boolean takesOff(NetworkStep step) {
        return step instanceof NetworkStep.Disconnect off && off.member().running();
    }

    private static boolean bringsBack(NetworkStep step) {
        return step instanceof NetworkStep.Connect on && on.member().running();
    }

    /** Follows one plan, step by step. For one thread. */
    final class Stopwatch {

        private long begun;
        private long off;
        private boolean anybodyOff;
        private boolean removed;

        /** Of steps that are taken together. */
        void begin(List<NetworkStep> steps) {
            begun = nanoTime.getAsLong();
            if (steps.stream().anyMatch(EnginePace::takesOff) && !anybodyOff) {
                anybodyOff = true;
                off = begun;
            }
        }

        /** All were taken; a step that failed says nothing about how long one takes. */
        void end(List<NetworkStep> steps) {
            long took = nanoTime.getAsLong() - begun;
            for (NetworkStep step : steps) {
                learn(step, took / steps.size());
                removed |= step instanceof NetworkStep.Remove;
            }
        }

        /** The plan was carried out to its end. */
        void stop() {
            if (anybodyOff && removed) {
                listener.outage(engine, Duration.ofNanos(nanoTime.getAsLong() - off));
            }
        }
    }
}
