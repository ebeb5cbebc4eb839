package dev.batchwright.cli.summary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.text.Units;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/// What came of an execution that is no run: a window, a backfill, a pipeline.
///
/// @param execution its ARN
/// @param standing how it stands
/// @param state the state that it was in last
/// @param took from its begin to its end, or until now
/// @param exitCode what the process is going to answer
public record ExecutionReport(
    String execution, Standing standing, String state, Duration took, int exitCode) {

  public ExecutionReport {
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(took, "took");
  }

  /// Says it to a person: the output on standard output, all else on standard error.
  public void printText(PrintStream out, PrintStream err) {
    String name = execution.substring(execution.lastIndexOf(':') + 1);
    String time = Units.time(took);
    switch (standing) {
      case Standing.Succeeded succeeded -> {
        err.printf("%s has succeeded in %s.%n", name, time);
        out.println(pretty(succeeded.output()));
      }
      case Standing.Failed failed -> {
        err.printf("batchwright: %s failed after %s: %s%n", name, time, failed.cause());
        err.println("  error  " + failed.error() + ", in state " + state);
      }
      case Standing.Aborted _ -> err.printf("%s was stopped, in state %s.%n", name, state);
      case Standing.Running _ ->
          err.printf("%s goes on, in state %s; nobody watches it now.%n", name, state);
    }
  }

  /// Says it to a program.
  public void printJson(PrintStream out) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("execution", execution);
    json.put("exitCode", exitCode);
    json.put("state", state);
    json.put("seconds", took.toMillis() / 1e3);
    switch (standing) {
      case Standing.Succeeded succeeded -> {
        json.put("status", "succeeded");
        json.put("output", succeeded.output());
      }
      case Standing.Failed failed -> {
        json.put("status", "failed");
        json.put("error", failed.error());
        json.put("cause", failed.cause());
      }
      case Standing.Aborted _ -> json.put("status", "stopped");
      case Standing.Running _ -> json.put("status", "running");
    }
    out.println(json.toPrettyString());
  }

  private static String pretty(String json) {
    try {
      return Json.mapper()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(Json.tree(json.getBytes(StandardCharsets.UTF_8)));
    } catch (BadRequestException | JsonProcessingException _) {
      return json;
    }
  }
}
