package dev.batchwright.simulation.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part as the request to complete an upload names it.
///
/// @param number from 1
/// @param etag with the quotes
/// @param crc32c its checksum, or empty
record CompletedPart(int number, String etag, String crc32c) {

  private static final Pattern PART = Pattern.compile("<Part>(.*?)</Part>", Pattern.DOTALL);

  static List<CompletedPart> parse(String xml) {
    List<CompletedPart> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(xml);
    while (matcher.find()) {
      String part = matcher.group(1);
      parts.add(
          new CompletedPart(
              Integer.parseInt(element(part, "PartNumber")),
              element(part, "ETag").replace("&quot;", "\""),
              element(part, "ChecksumCRC32C")));
    }
    return parts;
  }

  /// Whether it names what was stored as this part.
  boolean isOf(Stored stored) {
    return stored.etag().equals(etag)
        && (crc32c.isEmpty() || crc32c.equals(stored.checksum().value()));
  }

  private static String element(String xml, String name) {
    Matcher matcher = Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(xml);
    return matcher.find() ? matcher.group(1) : "";
  }
}
