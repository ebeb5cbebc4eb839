package dev.batchwright.states.query;

/// Places in a JSON document, written as normal JSON paths (RFC 9535): `$.States.Load.Next`,
/// `$.States['Load rows'].Next`, `$.Choices[0]`.
public final class Places {

  private Places() {}

  /// The place of a member. Names that are no identifiers stand in brackets and quotes.
  public static String member(String place, String name) {
    if (isShorthand(name)) {
      return place + "." + name;
    }
    return place + "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }

  /// The place of an element.
  public static String element(String place, int index) {
    return place + "[" + index + "]";
  }

  private static boolean isShorthand(String name) {
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      return false;
    }
    return name.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
  }

  /// The same place as a JSON pointer (RFC 6901), which is how the service's API names places:
  /// `/States/Load rows/Next`; `/` for the whole document.
  public static String pointer(String place) {
    StringBuilder out = new StringBuilder();
    int at = 1;
    while (at < place.length()) {
      boolean quoted = place.startsWith("['", at);
      int end = quoted ? quotedEnd(place, at + 2) : plainEnd(place, at + 1);
      String name = place.substring(quoted ? at + 2 : at + 1, end);
      String plain = quoted ? name.replace("\\'", "'").replace("\\\\", "\\") : name;
      out.append('/').append(plain.replace("~", "~0").replace("/", "~1"));
      at = quoted ? end + 2 : place.startsWith("]", end) ? end + 1 : end;
    }
    return out.isEmpty() ? "/" : out.toString();
  }

  private static int quotedEnd(String place, int start) {
    int at = start;
    while (place.charAt(at) != '\'') {
      at += place.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }

  private static int plainEnd(String place, int start) {
    int at = start;
    while (at < place.length() && ".[]".indexOf(place.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
