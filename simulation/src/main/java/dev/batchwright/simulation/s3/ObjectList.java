package dev.batchwright.simulation.s3;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import software.amazon.awssdk.http.SdkHttpRequest;

/// The answer to ListObjectsV2, without delimiters.
final class ObjectList {

  private static final int PAGE_KEYS = 1_000;

  /// S3 dates objects to the second.
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'.000Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ObjectList() {}

  static String of(MemoryStore store, String bucket, SdkHttpRequest http) throws S3Error {
    String prefix = MemoryS3.query(http, "prefix");
    String after = MemoryS3.query(http, "start-after");
    String asked = MemoryS3.query(http, "max-keys");
    int limit = asked.isEmpty() ? PAGE_KEYS : Math.min(PAGE_KEYS, Integer.parseInt(asked));
    boolean encoded = MemoryS3.query(http, "encoding-type").equals("url");
    StringBuilder contents = new StringBuilder();
    int keys = 0;
    boolean more = false;
    synchronized (store) {
      NavigableMap<String, Stored> objects = store.objects(bucket);
      NavigableMap<String, Stored> rest =
          after.isEmpty() ? objects.tailMap(prefix, true) : objects.tailMap(after, false);
      for (Map.Entry<String, Stored> entry : rest.entrySet()) {
        String key = entry.getKey();
        if (!key.startsWith(prefix)) {
          if (passed(objects, key, prefix)) {
            break;
          }
          continue;
        }
        if (keys == limit) {
          more = true;
          break;
        }
        keys++;
        contents.append(
            "<Contents><Key>%s</Key><ETag>%s</ETag><Size>%d</Size><LastModified>%s</LastModified></Contents>"
                .formatted(
                    encoded ? Xml.encode(key) : Xml.escape(key),
                    Xml.escape(entry.getValue().etag()),
                    entry.getValue().bytes().length,
                    SECONDS.format(entry.getValue().modifiedAt())));
      }
    }
    return "<ListBucketResult><Name>%s</Name><KeyCount>%d</KeyCount><MaxKeys>%d</MaxKeys>%s<IsTruncated>%s</IsTruncated>%s</ListBucketResult>"
        .formatted(
            bucket, keys, limit, encoded ? "<EncodingType>url</EncodingType>" : "", more, contents);
  }

  /// Whether no key from here on can start with the prefix.
  private static boolean passed(NavigableMap<String, Stored> objects, String key, String prefix) {
    return objects.comparator() != null && objects.comparator().compare(key, prefix) > 0;
  }
}
