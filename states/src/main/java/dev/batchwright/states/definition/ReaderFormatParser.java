package dev.batchwright.states.definition;

import dev.batchwright.states.definition.Iteration.Format;
import dev.batchwright.states.definition.Iteration.Format.DataFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what a ReaderConfig says about the data set: InputType, ManifestType, Transformation and
/// the fields of each type.
final class ReaderFormatParser {

  private static final Map<String, Character> DELIMITERS =
      Map.of("COMMA", ',', "PIPE", '|', "SEMICOLON", ';', "SPACE", ' ', "TAB", '\t');

  private final Fields config;

  ReaderFormatParser(Fields config) {
    this.config = config;
  }

  /// @param listing whether the reader lists objects, and does not read one
  Optional<Format> parse(boolean listing) {
    if (listing) {
      return listing();
    }
    Optional<String> manifest = config.word("ManifestType", Set.of("ATHENA_DATA", "S3_INVENTORY"));
    if (manifest.isEmpty()) {
      return object();
    }
    if (manifest.get().equals("ATHENA_DATA")) {
      config.required("InputType", "CSV, JSONL or PARQUET");
      return config
          .word("InputType", Set.of("CSV", "JSONL", "PARQUET"))
          .map(it -> new Format.AthenaManifest(dataFile(it)));
    }
    if (config.has("InputType")) {
      config.any("InputType");
      config.report("InputType", "is not for ManifestType S3_INVENTORY, whose files are CSV");
    }
    return Optional.of(inventory());
  }

  private Optional<Format> object() {
    config.required("InputType", "CSV, JSON, JSONL, PARQUET or MANIFEST");
    return config
        .word("InputType", Set.of("CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"))
        .map(it -> it.equals("MANIFEST") ? inventory() : dataFile(it));
  }

  private Optional<Format> listing() {
    Set<String> types = Set.of("CSV", "JSON", "JSONL", "PARQUET");
    boolean contents =
        config
            .word("Transformation", Set.of("NONE", "LOAD_AND_FLATTEN"))
            .filter(it -> it.equals("LOAD_AND_FLATTEN"))
            .isPresent();
    if (!contents) {
      config.word("InputType", types);
      return Optional.of(new Format.Listing());
    }
    config.required("InputType", "CSV, JSON, JSONL or PARQUET with LOAD_AND_FLATTEN");
    return config.word("InputType", types).map(it -> new Format.Contents(dataFile(it)));
  }

  private DataFile dataFile(String type) {
    return switch (type) {
      case "JSON" -> new DataFile.Json(pointer());
      case "JSONL" -> new DataFile.JsonLines();
      case "PARQUET" -> new DataFile.Parquet();
      default -> csv();
    };
  }

  private String pointer() {
    String pointer = config.text("ItemsPointer").orElse("");
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      config.report(
          "ItemsPointer", "is '" + pointer + "', expected a JSON pointer that starts with /");
    }
    return pointer;
  }

  private Format inventory() {
    boolean said = config.has("CSVHeaderLocation");
    char delimiter = delimiter();
    if (!said) {
      return new Format.Inventory(Optional.empty());
    }
    return new Format.Inventory(Optional.of(new DataFile.Csv(headers(), delimiter)));
  }

  private DataFile.Csv csv() {
    char delimiter = delimiter();
    config.required("CSVHeaderLocation", "FIRST_ROW or GIVEN");
    return new DataFile.Csv(headers(), delimiter);
  }

  private char delimiter() {
    return DELIMITERS.getOrDefault(
        config.word("CSVDelimiter", DELIMITERS.keySet()).orElse("COMMA"), ',');
  }

  private List<String> headers() {
    boolean given =
        config
            .word("CSVHeaderLocation", Set.of("FIRST_ROW", "GIVEN"))
            .filter(it -> it.equals("GIVEN"))
            .isPresent();
    List<String> headers = config.words("CSVHeaders");
    if (given && headers.isEmpty() && !config.has("CSVHeaders")) {
      config.report("CSVHeaders", "is missing, expected the column names: the location is GIVEN");
    }
    return given ? headers : List.of();
  }
}
