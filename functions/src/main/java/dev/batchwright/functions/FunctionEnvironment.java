package dev.batchwright.functions;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.plan.PlanLimits;
import dev.batchwright.batch.storage.S3Clients;
import dev.batchwright.batch.storage.S3Storage;
import dev.batchwright.batch.transform.WorkerLimits;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.s3.S3Client;

/// What a handler makes of its environment variables. The functions of one process with the same
/// variables share one, and so one S3 client.
///
/// | variable | what it sets | default |
/// | --- | --- | --- |
/// | `AWS_ENDPOINT_URL_S3`, `AWS_ENDPOINT_URL` | another S3 endpoint, spoken to path-style | AWS |
/// | `BATCHWRIGHT_MAX_CONCURRENCY` | workers at once, unless the run says | 1,000 |
/// | `BATCHWRIGHT_MIN_CHUNK_BYTES` | chunks are not chosen smaller | 16 MiB |
/// | `BATCHWRIGHT_MAX_CHUNK_BYTES` | chunks are not chosen larger | 64 MiB |
/// | `BATCHWRIGHT_INPUT_CHECKSUMS` | `off`: large inputs are not held against S3's checksums | `on` |
///
/// @param stages what every stage is given
/// @param planLimits what the planner chooses chunks by
record FunctionEnvironment(StageEnvironment stages, PlanLimits planLimits) {

  private static final ConcurrentHashMap<Map<String, String>, FunctionEnvironment> SHARED =
      new ConcurrentHashMap<>();

  static FunctionEnvironment of(Map<String, String> variables) {
    return SHARED.computeIfAbsent(Map.copyOf(variables), FunctionEnvironment::create);
  }

  private static FunctionEnvironment create(Map<String, String> variables) {
    String worker = variables.getOrDefault("AWS_LAMBDA_LOG_STREAM_NAME", "embedded");
    return new FunctionEnvironment(
        new StageEnvironment(
            S3Storage.of(client(new ClientVariables(variables)))
                .checkingInputs(
                    !variables.getOrDefault("BATCHWRIGHT_INPUT_CHECKSUMS", "on").equals("off")),
            InstantSource.system(),
            () -> UUID.randomUUID().toString(),
            WorkerLimits.DEFAULT,
            worker),
        planLimits(variables));
  }

  private static S3Client client(ClientVariables variables) {
    return variables.areOfProcess()
        ? S3Clients.create()
        : variables
            .endpoint("S3")
            .map(endpoint -> S3Clients.create(endpoint, variables::identify))
            .orElseGet(() -> S3Clients.create(variables::identify));
  }

  private static PlanLimits planLimits(Map<String, String> variables) {
    return new PlanLimits(
        (int) number(variables, "BATCHWRIGHT_MAX_CONCURRENCY", PlanLimits.AWS.maxConcurrency()),
        number(variables, "BATCHWRIGHT_MIN_CHUNK_BYTES", PlanLimits.AWS.minChunkBytes()),
        number(variables, "BATCHWRIGHT_MAX_CHUNK_BYTES", PlanLimits.AWS.maxChunkBytes()));
  }

  private static long number(Map<String, String> variables, String name, long otherwise) {
    String text = variables.getOrDefault(name, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "environment variable " + name + " is '" + text + "', expected a whole number", e);
    }
  }
}
