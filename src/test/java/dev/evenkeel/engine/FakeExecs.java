package dev.evenkeel.engine;

import dev.evenkeel.engine.EngineException.NotFound;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The commands that are run in containers of the {@link FakeEngine}. */
public final class FakeExecs {

    private record Exec(String container, ExecCreation creation) {}

    private final Map<String, Exec> created = new HashMap<>();
    private final Map<String, EngineExec> started = new HashMap<>();
    private Behaviour behaviour = (container, creation) -> new Result("", Optional.of(0));

    /** What comes of a command. */
    @FunctionalInterface
    public interface Behaviour {
        Result run(String container, ExecCreation creation);
    }

    /**
     * What came of it.
     *
     * @param exitCode empty when it does not end in time
     */
    public record Result(String output, Optional<Integer> exitCode) {}

    synchronized void become(Behaviour other) {
        behaviour = other;
    }

    synchronized String create(String id, String container, ExecCreation creation) {
        created.put(id, new Exec(container, creation));
        return id;
    }

    InputStream start(String id) {
        Exec exec;
        Behaviour how;
        synchronized (this) {
            exec = Optional.ofNullable(created.get(id)).orElseThrow(() -> new NotFound("No such exec instance"));
            how = behaviour;
        }
        Result result = how.run(exec.container(), exec.creation());
        synchronized (this) {
            started.put(
                    id,
                    new EngineExec(
                            result.exitCode().isEmpty(), result.exitCode().orElse(0), 1L << 40));
        }
        byte[] output = result.output().getBytes(StandardCharsets.UTF_8);
        return result.exitCode().isPresent() ? new ByteArrayInputStream(output) : new Unending(output);
    }

    synchronized EngineExec get(String id) {
        return Optional.ofNullable(started.get(id)).orElse(new EngineExec(false, 0, 0));
    }

    /** Time is up at its end. */
    private static final class Unending extends InputStream {
        private final InputStream output;

        Unending(byte[] output) {
            this.output = new ByteArrayInputStream(output);
        }

        @Override
        public int read() throws IOException {
            int next = output.read();
            if (next < 0) {
                throw new IOException("it did not end in time");
            }
            return next;
        }
    }
}
