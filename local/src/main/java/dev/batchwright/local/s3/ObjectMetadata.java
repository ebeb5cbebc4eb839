package dev.batchwright.local.s3;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a PUT said about an object and what was found out while its bytes went by.
///
/// @param key the object's key, so that a metadata file says whose it is
/// @param etag without quotes
/// @param headers the headers that a GET repeats (Content-Type, x-amz-meta-*, ...), lower case
/// @param checksum the object's checksum, where the client asked for one
/// @param partSizesBytes the sizes of the parts, empty for an object that was not put in parts
record ObjectMetadata(
    String key,
    String etag,
    SortedMap<String, String> headers,
    Optional<ObjectChecksum> checksum,
    List<Long> partSizesBytes) {

  private static final String HEADER = "header.";

  ObjectMetadata {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    partSizesBytes = List.copyOf(partSizesBytes);
  }

  Properties toProperties() {
    Properties properties = new Properties();
    properties.setProperty("key", key);
    properties.setProperty("etag", etag);
    headers.forEach((name, value) -> properties.setProperty(HEADER + name, value));
    checksum.ifPresent(sum -> properties.setProperty("checksum", sum.text()));
    if (!partSizesBytes.isEmpty()) {
      properties.setProperty(
          "parts", String.join(",", partSizesBytes.stream().map(String::valueOf).toList()));
    }
    return properties;
  }

  static ObjectMetadata of(Properties properties) {
    String parts = properties.getProperty("parts", "");
    return new ObjectMetadata(
        properties.getProperty("key", ""),
        properties.getProperty("etag", ""),
        headersOf(properties),
        Optional.ofNullable(properties.getProperty("checksum")).map(ObjectChecksum::parse),
        parts.isEmpty()
            ? List.of()
            : List.of(parts.split(",")).stream().map(Long::valueOf).toList());
  }

  static void putHeaders(Properties properties, Map<String, String> headers) {
    headers.forEach((name, value) -> properties.setProperty(HEADER + name, value));
  }

  static SortedMap<String, String> headersOf(Properties properties) {
    SortedMap<String, String> headers = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(HEADER)) {
        headers.put(name.substring(HEADER.length()), properties.getProperty(name));
      }
    }
    return headers;
  }
}
