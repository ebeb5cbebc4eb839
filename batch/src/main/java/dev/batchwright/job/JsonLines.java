package dev.batchwright.job;

import java.util.Objects;
import java.util.Optional;

/// JSON Lines: one JSON object a line.
///
/// Columns are members; nested ones are named with dots (`origin.airport`), and a member whose own
/// name holds dots is found as well. A member that is `null` or not there is missing. Numbers keep
/// their exact text. An object or array as a value is its JSON text. Empty lines are skipped;
/// broken JSON and rows that are not objects are refused; of a member that is there twice the last
/// counts.
///
/// @param codec the codec, if the job states one
public record JsonLines(Optional<Codec> codec) implements Format {

  public JsonLines {
    Objects.requireNonNull(codec, "codec");
  }

  /// One object a line.
  public static JsonLines lines() {
    return new JsonLines(Optional.empty());
  }

  /// Compressed with the codec, whatever the key's suffix says.
  @Override
  public JsonLines codec(Codec other) {
    return new JsonLines(Optional.of(other));
  }

  /// Compressed with gzip.
  public JsonLines gzip() {
    return codec(Codec.GZIP);
  }

  /// Compressed with Zstandard.
  public JsonLines zstd() {
    return codec(Codec.ZSTD);
  }

  @Override
  public String suffix() {
    return ".jsonl" + codec.orElse(Codec.PLAIN).suffix();
  }
}
