package dev.batchwright.local.s3;

import java.util.List;

/// ETags in conditional headers: `*`, or a list of quoted or bare tags.
final class ETags {

  private ETags() {}

  static boolean matches(String header, String etag) {
    return header.strip().equals("*") || list(header).contains(etag);
  }

  private static List<String> list(String header) {
    return List.of(header.split(",")).stream().map(ETags::unquote).toList();
  }

  /// Takes off quotes and the mark of a weak tag.
  static String unquote(String text) {
    String tag = text.strip();
    tag = tag.startsWith("W/") ? tag.substring(2) : tag;
    return tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"")
        ? tag.substring(1, tag.length() - 1)
        : tag;
  }

  static String quote(String etag) {
    return '"' + etag + '"';
  }
}
