package dev.batchwright.local.sqs;

import dev.batchwright.local.http.ServiceException;

/// The failures of the SQS API, under the names that SDKs know them by.
final class QueueErrors {
  private static final String LEGACY = "AWS.SimpleQueueService.";

  private QueueErrors() {}

  static ServiceException noSuchQueue(String name) {
    return new ServiceException(
        "QueueDoesNotExist",
        LEGACY + "NonExistentQueue",
        400,
        "The specified queue does not exist: '"
            + name
            + "'. Declare it in the template or create it with CreateQueue.");
  }

  static ServiceException nameExists(String name, String attribute) {
    return new ServiceException(
        "QueueNameExists",
        "QueueAlreadyExists",
        400,
        "A queue named '" + name + "' exists with another value of " + attribute + ".");
  }

  static ServiceException attributeName(String name) {
    return new ServiceException("InvalidAttributeName", 400, "Unknown Attribute " + name + ".");
  }

  static ServiceException attributeValue(String name, String value, String expected) {
    return new ServiceException(
        "InvalidAttributeValue",
        400,
        "Invalid value '" + value + "' for " + name + ": expected " + expected + ".");
  }

  static ServiceException parameter(String message) {
    return new ServiceException("InvalidParameterValue", 400, message);
  }

  static ServiceException missing(String name) {
    return new ServiceException(
        "MissingParameter", 400, "The request must contain the parameter " + name + ".");
  }

  static ServiceException receipt(String handle) {
    return new ServiceException(
        "ReceiptHandleIsInvalid",
        400,
        "The input receipt handle is invalid: '" + handle + "' is none of this queue.");
  }

  static ServiceException notInFlight() {
    return new ServiceException(
        "MessageNotInflight",
        LEGACY + "MessageNotInflight",
        400,
        "The message is not in flight: it was deleted, or its visibility timeout has passed.");
  }

  static ServiceException batch(String code, String message) {
    return new ServiceException(code, LEGACY + code, 400, message);
  }
}
