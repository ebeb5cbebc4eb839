package dev.batchwright.functions;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.trigger.RunStarter;
import dev.batchwright.batch.trigger.WindowRequest;
import java.util.Map;

/// Starts executions of the stack's state machines, named by what they are for.
///
/// @param states the API
/// @param runs ARN of the state machine of runs
/// @param windows ARN of the state machine of windows
record NamedRuns(StepFunctions states, String runs, String windows) implements RunStarter {

  static NamedRuns of(Map<String, String> environment) {
    return new NamedRuns(
        StepFunctions.of(environment),
        arn(environment, "BATCHWRIGHT_RUN_MACHINE"),
        arn(environment, "BATCHWRIGHT_WINDOW_MACHINE"));
  }

  private static String arn(Map<String, String> environment, String variable) {
    String arn = environment.getOrDefault(variable, "");
    if (arn.isEmpty()) {
      throw new BadRequestException(
          "environment variable "
              + variable
              + " is not set; the template sets it to the ARN of a state machine");
    }
    return arn;
  }

  @Override
  public boolean start(String run, RunRequest request) {
    return states.start(runs, run, Json.write(request));
  }

  @Override
  public void open(WindowRequest window) {
    states.start(windows, window.window(), Json.write(window));
  }
}
