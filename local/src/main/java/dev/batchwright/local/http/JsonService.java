package dev.batchwright.local.http;

import com.fasterxml.jackson.databind.JsonNode;

/// A service of the AWS JSON protocol, in which `X-Amz-Target: <prefix>.<operation>` names the
/// operation and both bodies are JSON objects.
///
/// Implementations are called by many threads at once.
public interface JsonService {
  /// The prefix of `X-Amz-Target` that this service answers to, such as `AmazonSQS`.
  String target();

  /// Carries out one operation.
  ///
  /// @throws ServiceException for every failure that the caller is to see
  JsonNode call(String operation, JsonNode request);
}
