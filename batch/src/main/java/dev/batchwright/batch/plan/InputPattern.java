package dev.batchwright.batch.plan;

import dev.batchwright.batch.model.S3Location;
import java.util.Objects;
import java.util.regex.Pattern;

/// Which objects an input of a run means.
///
/// `s3://bucket/a/b.csv` is that object, `s3://bucket/a/` all objects under it, and a glob those
/// that match: `*` and `?` stay within a name, `**` goes over slashes, `{a,b}` is either. Names
/// that start with `_` or `.` are hidden, as they are from Athena, Spark and Glue, unless the
/// pattern itself writes such a name. So are the empty objects that consoles make for folders.
///
/// @param uri as the user wrote it
/// @param prefix what all such keys start with
/// @param isExact whether the prefix is the key
/// @param keys what whole keys look like
/// @param showsHidden whether the pattern writes a hidden name itself
record InputPattern(
    String uri, S3Location prefix, boolean isExact, KeyGlob keys, boolean showsHidden) {

  private static final String GLOB = "*?{";

  private static final Pattern HIDDEN_NAME = Pattern.compile("(^|[/{,])[_.]");

  InputPattern {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(keys, "keys");
  }

  static InputPattern parse(String uri) {
    S3Location location = S3Location.parse(uri);
    String key = location.key();
    int glob = firstGlob(key);
    boolean below = glob == key.length() && (key.isEmpty() || key.endsWith("/"));
    S3Location prefix = new S3Location(location.bucket(), key.substring(0, glob));
    String tail = key.substring(key.lastIndexOf('/', glob == 0 ? 0 : glob - 1) + 1);
    boolean shows = HIDDEN_NAME.matcher(tail).find();
    return new InputPattern(
        uri,
        prefix,
        glob == key.length() && !below,
        KeyGlob.of(uri, below ? key + "**" : key),
        shows);
  }

  private static int firstGlob(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (GLOB.indexOf(key.charAt(i)) >= 0) {
        return i;
      }
    }
    return key.length();
  }

  /// Whether the pattern means this object.
  boolean matches(S3Location object, long sizeBytes) {
    return object.bucket().equals(prefix.bucket())
        && keys.matches(object.key())
        && (isExact
            || (!isHidden(object.key()) && !(sizeBytes == 0 && object.key().endsWith("/"))));
  }

  private boolean isHidden(String key) {
    if (showsHidden) {
      return false;
    }
    int start = prefix.key().lastIndexOf('/') + 1;
    for (String name : key.substring(start).split("/", -1)) {
      if (name.startsWith("_") || name.startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
