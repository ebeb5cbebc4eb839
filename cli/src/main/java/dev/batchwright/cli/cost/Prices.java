package dev.batchwright.cli.cost;

import dev.batchwright.batch.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// AWS's list prices, without free tiers, savings plans and taxes: `prices.json` beside this class.
///
/// @param region where they hold
/// @param currency what they are in
/// @param asOf the day on which they were looked up
/// @param sources where
/// @param lambdaGbSecondArm64 a GB of a function's memory for a second, arm64
/// @param lambdaMillionRequests invocations
/// @param standardMillionTransitions state transitions of Standard executions
/// @param expressMillionRequests Express executions
/// @param expressGbSecond a GB of an Express execution's memory for a second
/// @param s3MillionReads GET, HEAD
/// @param s3MillionWrites PUT, LIST and the requests of multipart uploads
/// @param sqsMillionRequests requests to a standard queue
public record Prices(
    String region,
    String currency,
    String asOf,
    List<String> sources,
    double lambdaGbSecondArm64,
    double lambdaMillionRequests,
    double standardMillionTransitions,
    double expressMillionRequests,
    double expressGbSecond,
    double s3MillionReads,
    double s3MillionWrites,
    double sqsMillionRequests) {

  public Prices {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(asOf, "asOf");
    sources = List.copyOf(sources);
  }

  /// The prices of this version of Batchwright.
  public static Prices known() {
    try (InputStream file = Prices.class.getResourceAsStream("prices.json")) {
      return Json.read(
          Objects.requireNonNull(file, "prices.json is in the jar").readAllBytes(),
          Prices.class,
          "prices.json");
    } catch (IOException e) {
      throw new UncheckedIOException("the prices cannot be read", e);
    }
  }
}
