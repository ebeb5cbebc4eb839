package dev.batchwright.job;

import java.util.Optional;

/// How rows are written down as bytes: [Csv], [JsonLines], or whichever of them an object's key
/// says.
public sealed interface Format permits Csv, JsonLines, Format.ByKey {

  /// The codec when the job states one; otherwise an input object's key says it, and output is
  /// plain.
  Optional<Codec> codec();

  /// The same format, compressed with the codec, whatever keys say.
  Format codec(Codec codec);

  /// The end of an output object's key, for example `.csv.gz`.
  String suffix();

  /// Each object in the format that its key's suffix says: `.csv`, `.tsv`, `.jsonl`, `.ndjson`,
  /// `.json`, with `.gz` or `.zst` after it; any other suffix is refused. Output is written in the
  /// format of the first input object, plain.
  static Format byKey() {
    return new ByKey(Optional.empty());
  }

  /// See [#byKey()].
  ///
  /// @param codec the codec, if the job states one
  record ByKey(Optional<Codec> codec) implements Format {
    @Override
    public ByKey codec(Codec other) {
      return new ByKey(Optional.of(other));
    }

    @Override
    public String suffix() {
      return codec.orElse(Codec.PLAIN).suffix();
    }

    /// The format that the key's suffix says, where it says one.
    public static Optional<Format> of(String key) {
      String name = key.substring(0, key.length() - codecSuffixLength(key));
      if (name.endsWith(".csv")) {
        return Optional.of(Csv.withHeader());
      }
      if (name.endsWith(".tsv") || name.endsWith(".tab")) {
        return Optional.of(Csv.withHeader().delimiter('\t'));
      }
      if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
        return Optional.of(JsonLines.lines());
      }
      return Optional.empty();
    }

    private static int codecSuffixLength(String key) {
      return key.endsWith(".zstd") ? ".zstd".length() : Codec.ofKey(key).suffix().length();
    }
  }
}
