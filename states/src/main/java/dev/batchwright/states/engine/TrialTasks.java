package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.port.Job;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.port.TaskIntegrations;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The integrations of a trial: the given answer, or the engine's own.
final class TrialTasks implements TaskIntegrations {

  private final TaskIntegrations own;
  private final Optional<TrialAnswer> answer;
  private final TrialNotes notes;
  private @Nullable TaskTokens tokens;

  TrialTasks(Services services, Optional<TrialAnswer> answer, TrialNotes notes) {
    this.own = services.integrations();
    this.answer = answer;
    this.notes = notes;
  }

  /// Whose tokens are answered at once.
  void answerWith(TaskTokens trialTokens) {
    tokens = trialTokens;
  }

  @Override
  public boolean doesActivities() {
    return true;
  }

  @Override
  public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
    JsonNode result = result(call);
    notes.put("result", result);
    if (tokens != null) {
      call.taskToken().flatMap(tokens::find).ifPresent(it -> it.succeed(result));
    }
    return result;
  }

  private JsonNode result(TaskCall call) throws TaskFailure, InterruptedException {
    if (answer.isEmpty()) {
      return own.call(call);
    }
    return switch (answer.get()) {
      case TrialAnswer.Result(JsonNode value, var _) -> value;
      case TrialAnswer.Failed(String error, Optional<String> cause) ->
          throw new TaskFailure(error, cause);
    };
  }

  @Override
  public void run(TaskCall call, Job job) throws TaskFailure, InterruptedException {
    job.succeeded(call(call));
  }
}
