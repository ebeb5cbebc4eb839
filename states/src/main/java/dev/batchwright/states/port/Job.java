package dev.batchwright.states.port;

import com.fasterxml.jackson.databind.JsonNode;

/// The job that one attempt of a `.sync` or `.sync:2` resource runs: what the integration tells the
/// engine of it, from any thread.
///
/// The state ends with the first of [#succeeded] and [#failed]; what comes later is not heard.
public interface Job {

  /// The service has taken the job: recorded as `TaskSubmitted`.
  ///
  /// @param response what the service answered
  void submitted(JsonNode response);

  /// The job has ended well; `result` is the state's raw result.
  void succeeded(JsonNode result);

  /// The job has failed.
  void failed(TaskFailure failure);

  /// What stops the job when nobody waits for it any more: its state timed out, or its execution
  /// was stopped. Called at once when that has happened already.
  void onCancel(Runnable stop);
}
