package dev.batchwright.states.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The table of all requests, from `requests.txt` beside this class.
final class RequestTable {

  private static final Pattern MEMBER = Pattern.compile("  (\\w+)(!?) (.+)");
  private static final Pattern BOUNDS = Pattern.compile("(\\d*)\\.\\.(\\d*)(?: (.*))?");

  private final Map<String, Shape.Members> blocks;

  private RequestTable(Map<String, Shape.Members> blocks) {
    this.blocks = Map.copyOf(blocks);
  }

  /// The table, read once.
  static RequestTable get() {
    return Holder.TABLE;
  }

  private static final class Holder {
    static final RequestTable TABLE = read();
  }

  /// The members of an operation's request or of a structure.
  Shape.Members members(String name) {
    return Objects.requireNonNull(blocks.get(name), name);
  }

  private static RequestTable read() {
    Map<String, Map<String, Shape.Member>> blocks = new HashMap<>();
    try (InputStream in = RequestTable.class.getResourceAsStream("requests.txt");
        var lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      Map<String, Shape.Member> block = new LinkedHashMap<>();
      for (String line : lines.lines().toList()) {
        Matcher member = MEMBER.matcher(line);
        if (member.matches()) {
          block.put(
              member.group(1),
              new Shape.Member(!member.group(2).isEmpty(), shape(member.group(3))));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          block = new LinkedHashMap<>();
          blocks.put(line, block);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("requests.txt cannot be read", e);
    }
    Map<String, Shape.Members> all = new HashMap<>();
    blocks.forEach((name, block) -> all.put(name, new Shape.Members(block)));
    return new RequestTable(all);
  }

  private static Shape shape(String text) {
    int space = text.indexOf(' ');
    String type = space < 0 ? text : text.substring(0, space);
    String rest = space < 0 ? "" : text.substring(space + 1);
    Matcher bounded = BOUNDS.matcher(rest);
    boolean hasBounds = bounded.matches();
    Shape.Bounds bounds =
        hasBounds
            ? new Shape.Bounds(
                end(bounded.group(1), Shape.Bounds.NONE.least()),
                end(bounded.group(2), Shape.Bounds.NONE.most()))
            : Shape.Bounds.NONE;
    String more = hasBounds ? Optional.ofNullable(bounded.group(3)).orElse("") : rest;
    return switch (type) {
      case "string" -> new Shape.Text(bounds, pattern(more));
      case "enum" -> new Shape.Word(List.of(more.split("\\|")));
      case "integer" -> new Shape.Number(true, bounds);
      case "number" -> new Shape.Number(false, bounds);
      case "boolean" -> new Shape.Flag();
      case "list" -> new Shape.Many(bounds, shape(more));
      default -> new Shape.Structure(type);
    };
  }

  private static double end(String digits, double otherwise) {
    return digits.isEmpty() ? otherwise : Double.parseDouble(digits);
  }

  private static Optional<Pattern> pattern(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(Pattern.compile(text.substring(1, text.length() - 1)));
  }
}
