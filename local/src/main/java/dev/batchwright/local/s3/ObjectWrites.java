package dev.batchwright.local.s3;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// PutObject, DeleteObject and DeleteObjects.
final class ObjectWrites {

  /// S3's limit on the keys of one DeleteObjects.
  private static final int MAX_KEYS_PER_DELETE = 1000;

  private ObjectWrites() {}

  static void put(Bucket bucket, S3Request request, S3Response response) throws IOException {
    ObjectKey.segments(request.key());
    WriteCondition condition = WriteCondition.of(request);
    try (StagedFile staged = StagedFile.in(bucket)) {
      ReceivedBody body = staged.receive(request, Optional.empty());
      ObjectMetadata metadata =
          new ObjectMetadata(
              request.key(), body.md5Hex(), ObjectHeaders.of(request), body.checksum(), List.of());
      StoredObject object = bucket.commit(staged.path(), metadata, condition);
      bucket.tell(object, CreatedObject.Reason.PUT, response.requestId());
      body.checksum().ifPresent(response::checksum);
      response.etag(metadata.etag()).empty(200);
    }
  }

  static void delete(Bucket bucket, S3Request request, S3Response response) throws IOException {
    bucket.requireWritable();
    bucket.delete(request.key(), WriteCondition.of(request));
    response.empty(204);
  }

  static void deleteMany(Bucket bucket, S3Request request, S3Response response) throws IOException {
    bucket.requireWritable();
    List<Map<String, String>> items = RequestXml.items(SmallBody.read(request), "Delete", "Object");
    boolean quiet = items.stream().anyMatch(i -> "true".equals(i.get("Quiet")));
    List<String> keys =
        items.stream()
            .filter(i -> i.containsKey("Key"))
            .map(i -> i.getOrDefault("Key", ""))
            .toList();
    if (keys.isEmpty() || keys.size() > MAX_KEYS_PER_DELETE) {
      throw new S3Exception(
          ErrorCode.MALFORMED_XML,
          "A Delete document has 1 to "
              + MAX_KEYS_PER_DELETE
              + " keys; this one has "
              + keys.size());
    }
    XmlWriter xml = XmlWriter.document("DeleteResult");
    for (String key : keys) {
      try {
        bucket.delete(key, new WriteCondition.Always());
        if (!quiet) {
          xml.open("Deleted").leaf("Key", key).close();
        }
      } catch (S3Exception e) {
        xml.open("Error")
            .leaf("Key", key)
            .leaf("Code", e.code().code())
            .leaf("Message", String.valueOf(e.getMessage()))
            .close();
      }
    }
    response.xml(200, xml);
  }
}
