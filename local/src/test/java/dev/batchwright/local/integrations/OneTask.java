package dev.batchwright.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.engine.Ending;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.port.TaskIntegrations;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Runs state machines of one Task; JSON in tests has single quotes.
final class OneTask {

  private OneTask() {}

  /// Starts a machine whose only state has this resource and these arguments.
  ///
  /// @param more fields of the state, such as `, 'TimeoutSeconds': 1`
  static Execution started(TaskIntegrations tasks, String resource, String arguments, String more) {
    String definition =
        """
        {'QueryLanguage': 'JSONata', 'StartAt': 'T', 'States': {'T': {
          'Type': 'Task', 'Resource': 'arn:aws:states:::%s', 'End': true, 'Arguments': %s %s}}}
        """
            .formatted(resource, arguments, more)
            .replace('\'', '"');
    try {
      return StatesEngine.builder()
          .integrations(tasks)
          .build()
          .run(StateMachine.parse(definition), Json.object().put("n", 7));
    } catch (Exception e) {
      throw new AssertionError(definition, e);
    }
  }

  static Ending run(TaskIntegrations tasks, String resource, String arguments)
      throws InterruptedException {
    return started(tasks, resource, arguments, "").await();
  }

  /// The output of a run that has to succeed, as its text is read.
  static JsonNode output(TaskIntegrations tasks, String resource, String arguments)
      throws InterruptedException {
    Ending ending = run(tasks, resource, arguments);
    return reread(ending.output().orElseThrow(() -> new AssertionError(ending.toString())));
  }

  /// The error's name and cause of a run that has to fail.
  static String failure(TaskIntegrations tasks, String resource, String arguments)
      throws InterruptedException {
    Ending ending = run(tasks, resource, arguments);
    return ending.error().orElseThrow(() -> new AssertionError(ending.toString()))
        + ": "
        + ending.cause().orElse("");
  }

  static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A 1 is a 1, whether it was made of an int or a long.
  static JsonNode reread(JsonNode value) {
    try {
      return Json.MAPPER.readTree(value.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
