package dev.batchwright.local.s3;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/// A pending multipart upload.
///
/// @param headers what a GET of the object will repeat, lower case
/// @param algorithm the checksum of its parts, where the client asked for one
/// @param type what the object's checksum will be of; without a meaning when there is no algorithm
record Upload(
    String id,
    String key,
    Instant initiated,
    SortedMap<String, String> headers,
    Optional<ChecksumAlgorithm> algorithm,
    ChecksumType type) {

  Upload {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  Properties toProperties() {
    Properties properties = new Properties();
    properties.setProperty("key", key);
    properties.setProperty("initiated", initiated.toString());
    ObjectMetadata.putHeaders(properties, headers);
    algorithm.ifPresent(a -> properties.setProperty("checksum-algorithm", a.name()));
    properties.setProperty("checksum-type", type.name());
    return properties;
  }

  static Upload of(String id, Properties properties) {
    Map<String, String> headers = ObjectMetadata.headersOf(properties);
    return new Upload(
        id,
        properties.getProperty("key", ""),
        Instant.parse(properties.getProperty("initiated", Instant.EPOCH.toString())),
        new TreeMap<>(headers),
        Optional.ofNullable(properties.getProperty("checksum-algorithm"))
            .map(ChecksumAlgorithm::valueOf),
        ChecksumType.valueOf(
            properties.getProperty("checksum-type", ChecksumType.COMPOSITE.name())));
  }
}
