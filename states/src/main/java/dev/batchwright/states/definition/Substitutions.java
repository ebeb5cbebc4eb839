package dev.batchwright.states.definition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces the `${Name}` placeholders of a definition's text, as CloudFormation's
/// DefinitionSubstitutions does.
///
/// It works on text and before parsing, because a placeholder may stand where a number or a whole
/// object goes (`"MaxConcurrency": ${Workers}`), which is not JSON yet.
///
/// @param text the definition with what could be replaced replaced
/// @param unresolved placeholders without a value, in order of appearance
/// @param unused values that no placeholder asks for
public record Substitutions(String text, List<String> unresolved, List<String> unused) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_.:-]+)}");

  public Substitutions {
    Objects.requireNonNull(text, "text");
    unresolved = List.copyOf(unresolved);
    unused = List.copyOf(unused);
  }

  /// Replaces every placeholder that `values` has.
  public static Substitutions apply(String template, Map<String, String> values) {
    Set<String> missing = new LinkedHashSet<>();
    Set<String> unused = new LinkedHashSet<>(values.keySet());
    Matcher matcher = PLACEHOLDER.matcher(template);
    String text =
        matcher.replaceAll(match -> {
          String name = match.group(1);
          unused.remove(name);
          String value = values.get(name);
          if (value == null) {
            missing.add(name);
            return Matcher.quoteReplacement(match.group());
          }
          return Matcher.quoteReplacement(value);
        });
    return new Substitutions(text, new ArrayList<>(missing), new ArrayList<>(unused));
  }
}
