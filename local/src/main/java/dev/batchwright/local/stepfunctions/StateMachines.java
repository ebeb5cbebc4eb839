package dev.batchwright.local.stepfunctions;

import dev.batchwright.local.http.Json;
import dev.batchwright.local.integrations.SdkResultCheck;
import dev.batchwright.states.api.ApiException;
import dev.batchwright.states.api.StepFunctions;
import dev.batchwright.states.api.StepFunctionsApi;
import dev.batchwright.states.engine.Names;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.TaskIntegrations;

/// The state machines of the embedded target, and the engine that runs them.
///
/// Machines and executions are in memory: a new process has those that its template declares, and
/// no executions. What a run has done is in S3, so it goes on under the same name.
public final class StateMachines {
  private final StepFunctions api;
  private final String roleArn;

  /// An engine over these ports.
  public StateMachines(TaskIntegrations tasks, ItemStore items, String region, String accountId) {
    Names names = new Names(region, accountId);
    StatesEngine.Builder engine =
        StatesEngine.builder().items(items).names(names).resultCheck(new SdkResultCheck());
    this.api = StepFunctionsApi.over(engine, tasks);
    this.roleArn = "arn:aws:iam::" + accountId + ":role/embedded";
  }

  /// The Step Functions API over them.
  public StepFunctions api() {
    return api;
  }

  /// Creates a state machine as a template declares it.
  ///
  /// @param type `STANDARD` or `EXPRESS`
  /// @param source where the definition is, for the message
  /// @throws IllegalArgumentException where the definition is refused, with the reasons and places
  public void declare(String name, String definition, String type, String source) {
    try {
      api.call(
          "CreateStateMachine",
          Json.object()
              .put("name", name)
              .put("definition", definition)
              .put("roleArn", roleArn)
              .put("type", type));
    } catch (ApiException e) {
      throw new IllegalArgumentException(
          "[" + source + "] state machine " + name + ": " + e.code() + ": " + e.getMessage(), e);
    }
  }
}
