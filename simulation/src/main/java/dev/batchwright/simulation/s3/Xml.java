package dev.batchwright.simulation.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Text in XML answers.
final class Xml {

  private Xml() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// A key as `encoding-type=url` wants it.
  static String encode(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
