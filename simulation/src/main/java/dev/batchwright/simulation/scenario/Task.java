package dev.batchwright.simulation.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// What is done to the rows: the choices that make a [SimulatedJob] and its answer.
///
/// @param shape the last operation
/// @param inputJson whether rows are read as JSON Lines, otherwise CSV
/// @param outputJson whether rows are written as JSON Lines, otherwise CSV
/// @param outputCodec `plain`, `gzip` or `zstd`
/// @param atLeast rows with a smaller amount, or none, are left out; where it is set
/// @param derive whether a column `twice` is added, 2 x amount + 1
/// @param lookup whether a column `label` is looked up in a side table by the key
/// @param tolerate refused rows that the run may have
/// @param chunkTolerate refused rows that a chunk may have, as a number or with `%` as a share
record Task(
    Shape shape,
    boolean inputJson,
    boolean outputJson,
    String outputCodec,
    OptionalInt atLeast,
    boolean derive,
    boolean lookup,
    int tolerate,
    Optional<String> chunkTolerate) {

  /// What the job ends with.
  enum Shape {
    ROWS,
    GROUP,
    SORT,
    DISTINCT
  }

  static final String SIDE_TABLE = "s3://input/labels.csv";

  Task {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(outputCodec, "outputCodec");
    Objects.requireNonNull(atLeast, "atLeast");
    Objects.requireNonNull(chunkTolerate, "chunkTolerate");
  }

  /// Whether the job reads amounts as numbers, so that one that is none refuses its row. What is
  /// derived and then not used is not worked out.
  boolean readsAmounts() {
    return atLeast.isPresent()
        || switch (shape) {
          case ROWS -> derive;
          case GROUP, SORT -> true;
          case DISTINCT -> false;
        };
  }

  /// Whether a chunk refuses more rows than it may.
  boolean isChunkOver(long refused, long read) {
    if (chunkTolerate.isEmpty()) {
      return false;
    }
    String most = chunkTolerate.get();
    return most.endsWith("%")
        ? refused * 100 > read * Long.parseLong(most.substring(0, most.length() - 1))
        : refused > Long.parseLong(most);
  }

  /// The choices as settings of the job.
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("shape", shape.name());
    settings.put("input", inputJson ? "jsonl" : "csv");
    settings.put("output", outputJson ? "jsonl" : "csv");
    settings.put("codec", outputCodec);
    atLeast.ifPresent(limit -> settings.put("at-least", Integer.toString(limit)));
    settings.put("derive", Boolean.toString(derive));
    if (lookup) {
      settings.put("labels", SIDE_TABLE);
    }
    settings.put("tolerate", Integer.toString(tolerate));
    chunkTolerate.ifPresent(most -> settings.put("chunk-tolerate", most));
    return settings;
  }
}
