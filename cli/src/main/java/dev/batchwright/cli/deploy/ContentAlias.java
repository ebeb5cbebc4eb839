package dev.batchwright.cli.deploy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// An alias that is called after what it stands for, in place of the template's `live`.
///
/// LocalStack 4.14 cannot move an alias to another version: its CloudFormation makes the alias
/// anew, finds it there and fails. An alias of another name is added, and the old one removed.
final class ContentAlias {

  private static final Pattern LIVE = Pattern.compile("(?<=AutoPublishAlias: |:)live\\b");

  /// As many hexadecimal digits as tell the contents of one stack apart.
  private static final int DIGITS = 16;

  private ContentAlias() {}

  /// The template with such an alias; the same template and parameters give the same one.
  ///
  /// @param template the template with its artifacts, which are named after their content
  static String in(String template, Map<String, String> parameters) {
    String content = template + new TreeMap<>(parameters);
    String hash = Artifact.sha256(content.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    return LIVE.matcher(template).replaceAll("live" + hash);
  }
}
