package dev.batchwright.cli.text;

import dev.batchwright.batch.model.BadRequestException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers as people write them.
public final class Units {

  private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB"};

  private static final Pattern SIZE = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)\\s*");

  private static final Map<String, Long> FACTORS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("kb", 1_000L),
          Map.entry("mb", 1_000_000L),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("k", 1L << 10),
          Map.entry("m", 1L << 20),
          Map.entry("g", 1L << 30),
          Map.entry("kib", 1L << 10),
          Map.entry("mib", 1L << 20),
          Map.entry("gib", 1L << 30));

  private static final Pattern AGE = Pattern.compile("(\\d{1,6})(s|min|h|d)");

  private Units() {}

  /// Bytes with three digits and a decimal unit: `999 B`, `1.23 MB`.
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < DECIMAL.length - 1) {
      value /= 1000;
      unit++;
    }
    String format =
        unit == 0 || value >= 99.95 ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
    return String.format(Locale.ROOT, format, value, DECIMAL[unit]);
  }

  /// A count with commas: `336,776`.
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// A count and its noun, plural unless it is one: `1 chunk`, `12 chunks`.
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /// A count in little room: `9,999`, `12.3M`.
  public static String roughly(long count) {
    if (count < 10_000) {
      return count(count);
    }
    return count < 1_000_000
        ? String.format(Locale.ROOT, "%.0fk", count / 1e3)
        : String.format(
            Locale.ROOT,
            count < 1_000_000_000 ? "%.1fM" : "%.1fG",
            count / (count < 1_000_000_000 ? 1e6 : 1e9));
  }

  /// A time span: `0.42 s`, `12.3 s`, `3 min 05 s`, `2 h 04 min`.
  public static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds >= 3600) {
      return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }
    if (seconds >= 60) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", time.toMillis() / 1e3);
  }

  /// How long ago something was: `42 s`, `5 min`, `3 h`, `12 d`.
  public static String age(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }

  /// A time span as a clock shows it: `0:42`, `1:03:20`.
  public static String clock(long seconds) {
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  /// Reads an age such as `90s`, `30min`, `12h` or `7d`.
  ///
  /// @throws BadRequestException when it is none
  public static Duration parseAge(String text) {
    Matcher age = AGE.matcher(text);
    if (age.matches()) {
      long count = Long.parseLong(age.group(1));
      return switch (age.group(2)) {
        case "s" -> Duration.ofSeconds(count);
        case "min" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
    throw new BadRequestException("'" + text + "' is not an age; write for example 12h or 7d");
  }

  /// Reads a size such as `64MiB`, `64m`, `1.5GB` or `1048576`.
  ///
  /// @throws BadRequestException when it is none, or less than a byte
  public static long parseBytes(String text) {
    Matcher size = SIZE.matcher(text);
    Long factor = size.matches() ? FACTORS.get(size.group(2).toLowerCase(Locale.ROOT)) : null;
    if (factor != null) {
      BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(factor));
      if (bytes.compareTo(BigDecimal.ONE) >= 0
          && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return bytes.longValue();
      }
    }
    throw new BadRequestException(
        "'" + text + "' is not a size; write for example 64MiB, 500kB or 1048576");
  }
}
