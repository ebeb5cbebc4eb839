package dev.batchwright.job;

import dev.batchwright.batch.model.BadRequestException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a run was started with, by name (`--set name=value`), read as the types that the job asks
/// for.
///
/// Every method with a fallback gives it when the setting is absent; those without require the
/// setting. All throw [BadRequestException] with one line that names the setting, its value and
/// what was expected. Not for use by several threads at once.
public final class Settings {

  private final Map<String, String> values;
  private final Set<String> asked = new TreeSet<>();

  private Settings(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  /// Settings with these values.
  public static Settings of(Map<String, String> values) {
    return new Settings(values);
  }

  /// No settings at all.
  public static Settings none() {
    return new Settings(Map.of());
  }

  /// The same values, with nothing asked for yet.
  public Settings fresh() {
    return new Settings(values);
  }

  /// Whether the setting was given.
  public boolean has(String name) {
    asked.add(name);
    return values.containsKey(name);
  }

  /// A text.
  public String text(String name) {
    return required(name, TEXT, Function.identity());
  }

  /// A text, or the fallback.
  public String text(String name, String fallback) {
    return optional(name, TEXT, Function.identity()).orElse(fallback);
  }

  /// A whole number, for example `--set top=10`.
  public long integer(String name) {
    return required(name, INTEGER, Long::parseLong);
  }

  /// A whole number, or the fallback.
  public long integer(String name, long fallback) {
    return optional(name, INTEGER, Long::parseLong).orElse(fallback);
  }

  /// An exact decimal number, for example `--set rate=0.05`.
  public BigDecimal decimal(String name) {
    return required(name, DECIMAL, BigDecimal::new);
  }

  /// An exact decimal number, or the fallback.
  public BigDecimal decimal(String name, BigDecimal fallback) {
    return optional(name, DECIMAL, BigDecimal::new).orElse(fallback);
  }

  /// A date, for example `--set until=1998-09-02`.
  public LocalDate date(String name) {
    return required(name, DATE, LocalDate::parse);
  }

  /// A date, or the fallback.
  public LocalDate date(String name, LocalDate fallback) {
    return optional(name, DATE, LocalDate::parse).orElse(fallback);
  }

  /// `true` or `false`.
  public boolean bool(String name, boolean fallback) {
    return optional(name, BOOL, Settings::parseBool).orElse(fallback);
  }

  /// Where something is, for example `--set airlines=s3://bucket/airlines.csv`.
  public URI uri(String name) {
    return required(name, URI_, Settings::parseUri);
  }

  /// Texts with commas between them, for example `--set by=carrier,month`; at least one.
  public List<String> list(String name) {
    return required(name, LIST, Settings::parseList);
  }

  /// Texts with commas between them, or the fallback.
  public List<String> list(String name, List<String> fallback) {
    return optional(name, LIST, Settings::parseList).orElse(fallback);
  }

  /// One of the choices, for example `--set format=csv`, or the fallback.
  public String choice(String name, List<String> choices, String fallback) {
    String value = text(name, fallback);
    if (!choices.contains(value) && !value.equals(fallback)) {
      throw new BadRequestException(
          "setting '%s' is '%s'; expected one of %s%s"
              .formatted(
                  name, value, String.join(", ", choices), Suggestion.didYouMean(value, choices)));
    }
    return value;
  }

  /// The names that were asked for so far, in order.
  public Set<String> asked() {
    return new TreeSet<>(asked);
  }

  /// Refuses settings that were given and never asked for: a slip in a name must not pass as a
  /// default.
  ///
  /// @throws BadRequestException naming the first such setting and the nearest one that there is
  public void refuseUnknown() {
    for (String name : values.keySet()) {
      if (!asked.contains(name)) {
        throw new BadRequestException(
            "unknown setting '%s'%s %s"
                .formatted(
                    name,
                    Suggestion.didYouMean(name, asked),
                    asked.isEmpty()
                        ? "This job has no settings."
                        : "This job's settings: " + String.join(", ", asked) + "."));
      }
    }
  }

  private record Kind(String noun, String example) {}

  private static final Kind TEXT = new Kind("a text", "--set %s=...");
  private static final Kind INTEGER = new Kind("a whole number", "digits, as in --set %s=10");
  private static final Kind DECIMAL = new Kind("a number", "a decimal number, as in --set %s=0.05");
  private static final Kind DATE = new Kind("a date", "YYYY-MM-DD, as in --set %s=1998-09-02");
  private static final Kind BOOL = new Kind("true or false", "--set %s=true or --set %<s=false");
  private static final Kind URI_ = new Kind("a URI", "as in --set %s=s3://bucket/key.csv");
  private static final Kind LIST = new Kind("a list", "names with commas, as in --set %s=a,b");

  private <T> T required(String name, Kind kind, Function<String, T> parse) {
    return optional(name, kind, parse)
        .orElseThrow(() ->
            new BadRequestException(
                "setting '%s' is missing; expected %s"
                    .formatted(name, kind.example.formatted(name))));
  }

  private <T> Optional<T> optional(String name, Kind kind, Function<String, T> parse) {
    asked.add(name);
    String value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(value));
    } catch (NumberFormatException | DateTimeParseException | UnreadableException e) {
      throw new BadRequestException(
          "setting '%s' is not %s: '%s'; expected %s"
              .formatted(name, kind.noun, value, kind.example.formatted(name)),
          e);
    }
  }

  private static boolean parseBool(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new UnreadableException();
    };
  }

  private static URI parseUri(String value) {
    try {
      return new URI(value.replace(" ", "%20"));
    } catch (URISyntaxException e) {
      throw new UnreadableException();
    }
  }

  private static List<String> parseList(String value) {
    List<String> parts =
        Arrays.stream(value.split(",", -1)).map(String::strip).collect(Collectors.toList());
    if (parts.contains("")) {
      throw new UnreadableException();
    }
    return List.copyOf(parts);
  }

  private static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
