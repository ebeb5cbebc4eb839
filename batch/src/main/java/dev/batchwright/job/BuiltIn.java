package dev.batchwright.job;

import dev.batchwright.batch.model.BadRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the built-in jobs have in common: how their input and output are written is a matter of
/// settings.
///
/// | setting | values | otherwise |
/// | --- | --- | --- |
/// | `format` | `csv`, `tsv`, `jsonl` | what each key's suffix says |
/// | `delimiter` | one character, of CSV | `,` |
/// | `missing` | texts that mean a missing value in CSV, with commas | the empty one |
/// | `output-format` | `csv`, `tsv`, `jsonl` | that of the input |
/// | `output-codec` | `plain`, `gzip`, `zstd` | `plain` |
/// | `tolerate` | refused rows that the run may have, `100` or `0.5%` | 0 |
/// | `tolerate-chunk` | refused rows with which a chunk does not fail at once | any |
/// | `expect` | checks of the output, as [CheckParser] reads them | none |
final class BuiltIn {

  private static final List<String> FORMATS = List.of("csv", "tsv", "jsonl");
  private static final List<String> CODECS = List.of("plain", "gzip", "zstd");
  private static final Map<String, Type> TYPES =
      Map.of(
          "text", Type.TEXT,
          "number", Type.DECIMAL,
          "integer", Type.INTEGER,
          "date", Type.DATE,
          "timestamp", Type.TIMESTAMP,
          "bool", Type.BOOL);

  private BuiltIn() {}

  /// A column and the type it is read as: `l_partkey:number`, or `comment` for text.
  record Typed(String column, Type type) {}

  /// Starts a flow with the input that the settings say.
  static Flow read(Settings settings) {
    return Flow.read(input(settings))
        .tolerate(Tolerance.parse("tolerate", settings.text("tolerate", "0")))
        .tolerateInChunk(Tolerance.parse("tolerate-chunk", settings.text("tolerate-chunk", "100%")))
        .expect(CheckParser.parse(settings.text("expect", "")))
        .write(output(settings));
  }

  private static Format input(Settings settings) {
    String name = settings.choice("format", FORMATS, "");
    String delimiter = settings.text("delimiter", "");
    String missing = settings.text("missing", "");
    boolean isCsv = settings.has("delimiter") || settings.has("missing");
    if (name.isEmpty() && !isCsv) {
      return Format.byKey();
    }
    Format format = named(name.isEmpty() ? "csv" : name);
    if (!isCsv || !(format instanceof Csv csv)) {
      return format;
    }
    if (settings.has("delimiter") && delimiter.length() != 1) {
      throw new BadRequestException(
          "setting 'delimiter' is '%s'; expected one character, as in --set delimiter=;"
              .formatted(delimiter));
    }
    Csv delimited = delimiter.isEmpty() ? csv : csv.delimiter(delimiter.charAt(0));
    return settings.has("missing") ? delimited.missing(missing.split(",", -1)) : delimited;
  }

  private static Format output(Settings settings) {
    String name = settings.choice("output-format", FORMATS, "");
    String codec = settings.choice("output-codec", CODECS, "plain");
    Format format = name.isEmpty() ? input(settings).codec(Codec.PLAIN) : named(name);
    return switch (codec) {
      case "gzip" -> format.codec(Codec.GZIP);
      case "zstd" -> format.codec(Codec.ZSTD);
      default -> format;
    };
  }

  private static Format named(String name) {
    return switch (name) {
      case "tsv" -> Csv.withHeader().delimiter('\t');
      case "jsonl" -> JsonLines.lines();
      default -> Csv.withHeader();
    };
  }

  /// Columns with their types, as `name` or `name:type`.
  static List<Typed> typed(String setting, List<String> texts) {
    List<Typed> typed = new ArrayList<>();
    for (String text : texts) {
      int colon = text.lastIndexOf(':');
      String name = colon < 0 ? text : text.substring(0, colon);
      String typeName = colon < 0 ? "text" : text.substring(colon + 1);
      Type type = TYPES.get(typeName);
      if (type == null || name.isEmpty()) {
        throw new BadRequestException(
            ("setting '%s': '%s' has no type '%s'; expected column:type with text, number, integer,"
                    + " date, timestamp or bool%s")
                .formatted(
                    setting, text, typeName, Suggestion.didYouMean(typeName, TYPES.keySet())));
      }
      typed.add(new Typed(name, type));
    }
    return typed;
  }
}
