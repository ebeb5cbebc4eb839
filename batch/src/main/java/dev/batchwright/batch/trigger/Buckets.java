package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.BadRequestException;
import java.util.Map;
import java.util.Objects;

/// The stack's own buckets, which a settings file calls `{data}` and `{incoming}`.
///
/// @param data where runs write
/// @param incoming where uploads are watched
public record Buckets(String data, String incoming) {

  /// The environment variable with the data bucket's name.
  public static final String DATA_VARIABLE = "BATCHWRIGHT_DATA_BUCKET";

  /// The environment variable with the incoming bucket's name.
  public static final String INCOMING_VARIABLE = "BATCHWRIGHT_INCOMING_BUCKET";

  public Buckets {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(incoming, "incoming");
  }

  /// The buckets as a function's environment names them.
  ///
  /// @throws BadRequestException when it does not
  public static Buckets of(Map<String, String> environment) {
    return new Buckets(name(environment, DATA_VARIABLE), name(environment, INCOMING_VARIABLE));
  }

  private static String name(Map<String, String> environment, String variable) {
    String name = environment.getOrDefault(variable, "");
    if (name.isEmpty()) {
      throw new BadRequestException(
          "environment variable " + variable + " is not set; the template sets it to a bucket");
    }
    return name;
  }
}
