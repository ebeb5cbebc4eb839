package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;

/// The Step Functions API without its transport: requests and responses have exactly the fields of
/// the AWS JSON 1.0 protocol (`X-Amz-Target: AWSStepFunctions.<Operation>`), timestamps are epoch
/// seconds with fractions.
@FunctionalInterface
public interface StepFunctions {

  /// Performs one operation.
  ///
  /// @param operation its name, such as `StartExecution`
  /// @param request the request body; an empty object where there is none
  /// @return the response body
  /// @throws ApiException when the service would refuse the call
  JsonNode call(String operation, JsonNode request) throws ApiException;
}
