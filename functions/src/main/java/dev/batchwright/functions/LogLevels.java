package dev.batchwright.functions;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import software.amazon.lambda.powertools.logging.internal.LoggingManager;

/// How Powertools sets what is logged: from `POWERTOOLS_LOG_LEVEL`, or `AWS_LAMBDA_LOG_LEVEL` as
/// Lambda's logging settings have it. Powertools finds it by its name in `META-INF/services`.
///
/// It sets what has no level of its own; the SDK's stays where [LogSetup] has put it.
public final class LogLevels implements LoggingManager {

  private final ILoggerFactory loggers;

  /// What Powertools calls.
  public LogLevels() {
    this(LoggerFactory.getILoggerFactory());
  }

  LogLevels(ILoggerFactory loggers) {
    this.loggers = loggers;
  }

  @Override
  public void setLogLevel(Level level) {
    if (loggers instanceof LoggerContext context) {
      context
          .getLogger(Logger.ROOT_LOGGER_NAME)
          .setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
    }
  }

  @Override
  public Level getLogLevel(Logger logger) {
    // From ERROR to TRACE: each lets through what the ones before it do.
    Level lowest = Level.ERROR;
    for (Level level : Level.values()) {
      lowest = logger.isEnabledForLevel(level) ? level : lowest;
    }
    return lowest;
  }
}
