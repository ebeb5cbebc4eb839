package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Logging, tracing and encryption configuration of a machine: checked, kept and reported, without
/// effect here.
final class MachineSettings {

  private static final String LOGGING = "loggingConfiguration";
  private static final String TRACING = "tracingConfiguration";
  private static final String ENCRYPTION = "encryptionConfiguration";
  private static final List<String> ALL = List.of(LOGGING, TRACING, ENCRYPTION);

  private MachineSettings() {}

  /// What a machine has that was given nothing.
  static ObjectNode defaults() {
    ObjectNode settings = Answers.none();
    settings.putObject(LOGGING).put("level", "OFF").put("includeExecutionData", false);
    settings.putObject(TRACING).put("enabled", false);
    settings.putObject(ENCRYPTION).put("type", "AWS_OWNED_KEY");
    return settings;
  }

  static boolean anyIn(Request request) {
    return ALL.stream().anyMatch(it -> request.any(it).isPresent());
  }

  /// The settings that a request leaves a machine with.
  static ObjectNode of(Request request, ObjectNode before) throws ApiException {
    ObjectNode settings = before.deepCopy();
    for (String name : ALL) {
      request.any(name).ifPresent(it -> settings.set(name, it));
    }
    checkLogging(settings.get(LOGGING));
    checkEncryption(settings.get(ENCRYPTION));
    return settings;
  }

  private static void checkLogging(JsonNode logging) throws ApiException {
    boolean off = logging.path("level").asText("OFF").equals("OFF");
    if (!off && logging.path("destinations").size() != 1) {
      throw new ApiException(
          "InvalidLoggingConfiguration",
          "Invalid Logging Configuration: Must specify exactly one Log Destination.");
    }
  }

  private static void checkEncryption(JsonNode encryption) throws ApiException {
    boolean own = encryption.path("type").asText().equals("CUSTOMER_MANAGED_KMS_KEY");
    if (own != encryption.has("kmsKeyId")) {
      throw new ApiException(
          "InvalidEncryptionConfiguration",
          own
              ? "Invalid Encryption Configuration: a customer managed key needs a kmsKeyId"
              : "Invalid Encryption Configuration: an AWS owned key takes no kmsKeyId");
    }
  }
}
