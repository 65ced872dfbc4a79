package dev.evenkeel.boot.log;

import dev.evenkeel.control.Repetitions;
import io.quarkus.logging.LoggingFilter;
import java.util.OptionalLong;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Keeps the log readable while something is broken: a warning or error that is repeated is printed at its 1st, 2nd,
 * 4th, 8th time and so on, with that number.
 */
@LoggingFilter(name = "repetitions")
public final class RepeatFilter implements Filter {

    private final Formatter message = new PatternFormatter("%s");
    private final Repetitions repetitions = new Repetitions(System::nanoTime);

    @Override
    public boolean isLoggable(LogRecord line) {
        if (line.getLevel().intValue() < Level.WARNING.intValue()) {
            return true;
        }
        String text = message.format(line);
        OptionalLong count = repetitions.said(line.getLoggerName() + " " + line.getMessage(), text);
        if (count.orElse(0) > 1 && line instanceof ExtLogRecord extended) {
            extended.setMessage(text + " repeated=" + count.getAsLong(), ExtLogRecord.FormatStyle.NO_FORMAT);
        }
        return count.isPresent();
    }
}
