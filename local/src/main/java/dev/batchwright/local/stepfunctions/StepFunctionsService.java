package dev.batchwright.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.http.JsonService;
import dev.batchwright.local.http.ServiceException;
import dev.batchwright.states.api.ApiException;
import dev.batchwright.states.api.StepFunctions;

/// AWS Step Functions in its JSON protocol: the engine's API as it is, its refusals as answers.
public final class StepFunctionsService implements JsonService {
  /// The engine's word for an operation that it does not have; its message names those it has.
  private static final String UNKNOWN_OPERATION = "UnknownOperationException";

  private final StepFunctions api;

  /// The service over this API.
  public StepFunctionsService(StepFunctions api) {
    this.api = api;
  }

  @Override
  public String target() {
    return "AWSStepFunctions";
  }

  @Override
  public JsonNode call(String operation, JsonNode request) {
    try {
      return api.call(operation, request);
    } catch (ApiException e) {
      if (e.code().equals(UNKNOWN_OPERATION)) {
        throw new ServiceException("NotImplemented", 501, String.valueOf(e.getMessage()));
      }
      throw new ServiceException(e.code(), e.httpStatus(), String.valueOf(e.getMessage()));
    }
  }
}
