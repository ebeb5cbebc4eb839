package dev.batchwright.job;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Comma-separated values, after RFC 4180.
///
/// Rows end with LF or CRLF; a lone CR is data. A field whose first byte is the quote may hold
/// delimiters, line breaks and doubled quotes; a quote elsewhere in a field without quotes is data.
/// A BOM at the start of an object is skipped, and so are empty lines, except where there is one
/// column only: there an empty line is its missing value. Refused are rows with another number of
/// fields than columns, with text after a closing quote, and with a quote that is never closed.
///
/// @param columns the columns' names where the objects have no header; empty when they have one
/// @param delimiter what separates fields: an ASCII character, not a line break
/// @param quote what quotes fields: an ASCII character
/// @param missing the texts of fields without quotes that mean a missing value; the first one is
///   written for it
/// @param codec the codec, if the job states one
public record Csv(
    List<String> columns, char delimiter, char quote, List<String> missing, Optional<Codec> codec)
    implements Format {

  public Csv {
    columns = List.copyOf(columns);
    missing = List.copyOf(missing);
    Objects.requireNonNull(codec, "codec");
    if (new LinkedHashSet<>(columns).size() != columns.size()) {
      throw new IllegalArgumentException("a column is named twice: " + columns);
    }
    if (delimiter == quote || !isSeparator(delimiter) || !isSeparator(quote)) {
      throw new IllegalArgumentException(
          "delimiter '%s' and quote '%s': expected two different ASCII characters, no line breaks"
              .formatted(delimiter, quote));
    }
    for (String text : missing) {
      if (text.indexOf(delimiter) >= 0 || text.indexOf(quote) >= 0 || text.indexOf('\n') >= 0) {
        throw new IllegalArgumentException(
            "a missing value cannot be written as '%s'".formatted(text));
      }
    }
  }

  private static boolean isSeparator(char c) {
    return c < 0x80 && c != '\n' && c != '\r' && c != 0;
  }

  /// With the columns' names in the first row of each object, commas and double quotes, and empty
  /// fields as missing values.
  public static Csv withHeader() {
    return new Csv(List.of(), ',', '"', List.of(""), Optional.empty());
  }

  /// Without a header: the columns have these names.
  public static Csv withColumns(String... columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException("no columns; expected the names of all, in order");
    }
    return new Csv(List.of(columns), ',', '"', List.of(""), Optional.empty());
  }

  /// With another delimiter.
  public Csv delimiter(char other) {
    return new Csv(columns, other, quote, missing, codec);
  }

  /// With another quote.
  public Csv quote(char other) {
    return new Csv(columns, delimiter, other, missing, codec);
  }

  /// With these texts as missing values, instead of the empty one: `missing("NA", "")`. They count
  /// in fields without quotes only: `"NA"` in quotes is a text.
  public Csv missing(String... texts) {
    return new Csv(columns, delimiter, quote, List.of(texts), codec);
  }

  /// Compressed with the codec, whatever the key's suffix says.
  @Override
  public Csv codec(Codec other) {
    return new Csv(columns, delimiter, quote, missing, Optional.of(other));
  }

  /// Compressed with gzip.
  public Csv gzip() {
    return codec(Codec.GZIP);
  }

  /// Compressed with Zstandard.
  public Csv zstd() {
    return codec(Codec.ZSTD);
  }

  /// Whether objects start with a header.
  public boolean hasHeader() {
    return columns.isEmpty();
  }

  @Override
  public String suffix() {
    return (delimiter == '\t' ? ".tsv" : ".csv") + codec.orElse(Codec.PLAIN).suffix();
  }
}
