package dev.batchwright.functions;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogLineTest {

  private final PrintStream standardOutput = System.out;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(printed, true));
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @AfterEach
  void release() {
    System.setOut(standardOutput);
  }

  @Test
  void aLineIsJsonWithTheNamesOfPowertools() throws IOException {
    Logger log = logger();
    context.getMDCAdapter().put("work", "s3://b/r1/ chunk 7");
    context.getMDCAdapter().put("cold_start", "true");
    context.getMDCAdapter().put("function_memory_size", "1769");
    log.atInfo().addKeyValue("rows", 3).log("a \"quoted\"\nmessage of {}", "x");
    JsonNode line = line();
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("logger").asText()).isEqualTo("a.team.Job");
    assertThat(line.path("message").asText()).isEqualTo("a \"quoted\"\nmessage of x");
    assertThat(Instant.parse(line.path("timestamp").asText())).isBefore(Instant.MAX);
    assertThat(line.path("work").asText()).isEqualTo("s3://b/r1/ chunk 7");
    assertThat(line.path("cold_start").isBoolean()).isTrue();
    assertThat(line.path("function_memory_size").asInt()).isEqualTo(1769);
    assertThat(line.path("rows").asText()).isEqualTo("3");
    assertThat(line.has("error")).isFalse();
  }

  @Test
  void anExceptionIsThereWithItsCauses() throws IOException {
    logger().error("it broke", new IllegalStateException("outer", new IOException("inner")));
    JsonNode error = line().path("error");
    assertThat(error.path("name").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.path("message").asText()).isEqualTo("outer");
    assertThat(error.path("stack").asText())
        .contains("anExceptionIsThereWithItsCauses")
        .contains("Caused by: java.io.IOException: inner");
  }

  @Test
  void anExceptionWithoutAMessageIsStillALine() throws IOException {
    logger().error("it broke", new IllegalStateException());
    assertThat(line().path("error").path("message").isNull()).isTrue();
  }

  @Test
  void powertoolsSetsTheLevelOfAllButTheSdk() {
    Logger log = logger();
    Logger sdk = context.getLogger("software.amazon.awssdk.request");
    LogLevels levels = new LogLevels(context);
    assertThat(levels.getLogLevel(log)).isEqualTo(Level.INFO);
    levels.setLogLevel(Level.DEBUG);
    assertThat(levels.getLogLevel(log)).isEqualTo(Level.DEBUG);
    assertThat(levels.getLogLevel(sdk)).isEqualTo(Level.WARN);
    log.trace("no");
    sdk.debug("no");
    assertThat(printed.toString()).isEmpty();
  }

  private Logger logger() {
    new LogSetup().configure(context);
    return context.getLogger("a.team.Job");
  }

  private JsonNode line() throws IOException {
    assertThat(printed.toString()).endsWith("\n").containsOnlyOnce("\n");
    return new JsonMapper().readTree(printed.toString());
  }
}
