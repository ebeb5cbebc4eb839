package dev.batchwright.states.port;

import com.fasterxml.jackson.databind.JsonNode;

/// Carries out the work of Task states: the engine knows the language, this port knows the
/// services.
///
/// Calls come on virtual threads, many at once, so an implementation may block and has to be
/// thread-safe. When a state times out, or its execution is stopped, the calling thread is
/// interrupted and whatever the call does afterwards is ignored.
@FunctionalInterface
public interface TaskIntegrations {

  /// Performs one attempt of one Task state.
  ///
  /// @return the task's raw result: for `arn:aws:states:::lambda:invoke` the response of the Invoke
  ///   API (`Payload`, `StatusCode`, ...), for a plain function ARN the function's own result. For
  ///   a `.waitForTaskToken` resource it is what the service answered to the request itself; the
  ///   result of the state comes later, by the token
  /// @throws TaskFailure when the service or function reports an error; its name is what Retry and
  ///   Catch match on
  /// @throws InterruptedException when the attempt was cancelled
  JsonNode call(TaskCall call) throws TaskFailure, InterruptedException;

  /// Runs the job of one attempt of a `.sync` or `.sync:2` resource. It may return before the job
  /// has ended and tell its end later, so that long jobs hold no thread.
  ///
  /// By default the job is [#call], and its result the job's.
  ///
  /// @throws TaskFailure when the job cannot be started
  /// @throws InterruptedException when the attempt was cancelled
  default void run(TaskCall call, Job job) throws TaskFailure, InterruptedException {
    job.succeeded(call(call));
  }

  /// Whether tasks of activities are done by [#call], as a test does. By default they wait for a
  /// worker that asks for them.
  default boolean doesActivities() {
    return false;
  }

  /// Refuses every call with `States.Runtime`: for machines without Task states.
  static TaskIntegrations none() {
    return call -> {
      throw new TaskFailure(
          "States.Runtime",
          "no integration is configured for resource "
              + call.resource()
              + "; give the engine TaskIntegrations");
    };
  }
}
