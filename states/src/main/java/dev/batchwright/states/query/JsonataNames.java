package dev.batchwright.states.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells the state machine's variables in a JSONata text from what else starts with `$`. It looks
/// at the text, not at its scopes: a name that the text binds anywhere is its own everywhere.
final class JsonataNames {

  /// A name that a variable may have, see [VariableName].
  static final String NAME = "\\$(\\p{javaUnicodeIdentifierStart}\\p{javaUnicodeIdentifierPart}*)";

  /// A name and, where it is called, the bracket.
  private static final Pattern USE = Pattern.compile(NAME + "(\\s*\\()?");

  /// `$a := 1`, `items@$a`, `items#$i`.
  private static final List<Pattern> BINDINGS =
      List.of(Pattern.compile(NAME + "\\s*:="), Pattern.compile("[@#]\\s*" + NAME));

  private static final Pattern PARAMETERS =
      Pattern.compile("(?:\\bfunction|\u03bb)\\s*\\(([^)]*+)\\)");

  private JsonataNames() {}

  /// The names of variables that a text reads, in its order.
  ///
  /// @param builtIn whether JSONata itself has a function of a name
  static Set<String> variables(String source, Predicate<String> builtIn) {
    String text = JsonataSource.code(source);
    Set<String> own = new LinkedHashSet<>();
    own.add("states");
    own.addAll(JsonataFunctions.NAMES);
    BINDINGS.forEach(it -> collect(it, text, own));
    PARAMETERS
        .matcher(text)
        .results()
        .forEach(it -> collect(Pattern.compile(NAME), it.group(1), own));
    Set<String> variables = new LinkedHashSet<>();
    Matcher use = USE.matcher(text);
    while (use.find()) {
      // A variable holds JSON, which cannot be called.
      boolean called = use.group(2) != null;
      if (!called && !own.contains(use.group(1)) && !builtIn.test(use.group(1))) {
        variables.add(use.group(1));
      }
    }
    return variables;
  }

  private static void collect(Pattern pattern, String text, Set<String> into) {
    pattern.matcher(text).results().forEach(it -> into.add(it.group(1)));
  }
}
