package dev.batchwright.cli.place;

/// Where a glob begins in a path that a user wrote. The plan reads it: `*` and `?` within a name,
/// `**` over directories, `{a,b}` for either.
final class Globs {

  private static final String WILD = "*?{";

  private Globs() {}

  static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> WILD.indexOf(c) >= 0);
  }

  /// How much of the path is a plain directory, with its last slash: `data/2013/` of
  /// `data/2013/*.csv`; empty when the first name is wild already.
  static String base(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (WILD.indexOf(path.charAt(i)) >= 0) {
        return path.substring(0, path.lastIndexOf('/', i) + 1);
      }
    }
    return path;
  }
}
