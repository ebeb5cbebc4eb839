package dev.batchwright.functions;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/// How logback is set up: a [LogLine] an event on standard output, from `INFO` up until [LogLevels]
/// is told otherwise. Logback finds it by its name in `META-INF/services`. It is code since an XML
/// file costs every cold start an XML parser.
///
/// A team's own `logback.xml` takes its place.
public final class LogSetup extends ContextAwareBase implements Configurator {

  /// What logback calls.
  public LogSetup() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (LogSetup.class.getResource("/logback.xml") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    LogLine lines = new LogLine();
    lines.setContext(context);
    lines.start();
    // It writes to what System.out is at the time: the embedded target points that at a log file.
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(lines);
    console.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(console);
    root.setLevel(Level.INFO);
    // Below that the SDK writes pages a request.
    context.getLogger("software.amazon").setLevel(Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
