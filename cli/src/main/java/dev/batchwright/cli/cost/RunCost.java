package dev.batchwright.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// What a run costs on AWS in USD, an estimate: the winning attempts as their commits tell, with
/// Express children and the stages around them as they usually are. Failed attempts, logs and what
/// is kept in S3 are not in it.
///
/// @param lambda time and invocations of functions
/// @param stepFunctions transitions of the run's execution, and its Express children
/// @param s3 requests of the attempts
/// @param sqs dead letters
public record RunCost(double lambda, double stepFunctions, double s3, double sqs) {

  /// Memory of a worker as infra/template.yaml sets it.
  private static final double WORKER_GB = 1769 / 1024.0;

  /// An Express execution of small payloads is billed for one 64 MB step of memory.
  private static final double CHILD_GB = 64 / 1024.0;

  /// States that a run of one wave and a reduce stage goes through, see
  /// statemachines/batch.asl.json; a run of another 40,000 chunks goes through two more.
  private static final int TRANSITIONS = 14;

  /// Plan, seams, partitions and publish: a second each, which is little beside what they plan.
  private static final int STAGES = 4;

  private static final Set<String> READS = Set.of("GET", "HEAD");

  /// S3 asks nothing for these.
  private static final Set<String> FREE = Set.of("DELETE", "ABORT_UPLOAD");

  private static final double MILLION = 1e6;

  /// The cost of a run.
  ///
  /// @param effects what its summary says that the winning attempts took
  /// @param letters dead letters that it sent
  public static RunCost of(JsonNode effects, long letters, Prices prices) {
    double seconds = effects.path("busyMillis").asDouble() / 1e3;
    double attempts = effects.path("attempts").asDouble();
    double lambda =
        (seconds + STAGES) * WORKER_GB * prices.lambdaGbSecondArm64()
            + (attempts + STAGES) * prices.lambdaMillionRequests() / MILLION;
    double states =
        TRANSITIONS * prices.standardMillionTransitions() / MILLION
            + attempts * prices.expressMillionRequests() / MILLION
            + seconds * CHILD_GB * prices.expressGbSecond();
    double s3 = 0;
    for (var kind : effects.path("requests").properties()) {
      if (!FREE.contains(kind.getKey())) {
        boolean read = READS.contains(kind.getKey());
        double price = read ? prices.s3MillionReads() : prices.s3MillionWrites();
        s3 += kind.getValue().asDouble() * price / MILLION;
      }
    }
    return new RunCost(lambda, states, s3, letters * prices.sqsMillionRequests() / MILLION);
  }

  /// All parts together.
  public double total() {
    return lambda + stepFunctions + s3 + sqs;
  }
}
