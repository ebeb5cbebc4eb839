package dev.batchwright.local.s3;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// GetObject, HeadObject and GetObjectAttributes.
final class ObjectReads {

  /// The query parameters by which a client sets headers of the answer (mostly in presigned URLs).
  private static final Map<String, String> OVERRIDES =
      Map.of(
          "response-content-type", "content-type",
          "response-content-encoding", "content-encoding",
          "response-content-disposition", "content-disposition",
          "response-content-language", "content-language",
          "response-cache-control", "cache-control",
          "response-expires", "expires");

  private ObjectReads() {}

  static void get(Bucket bucket, S3Request request, S3Response response) throws IOException {
    try (OpenObject opened = bucket.open(request.key())) {
      StoredObject object = opened.object();
      if (isNotModified(request, object, response)) {
        return;
      }
      Optional<ByteRange> range = range(request, object, response);
      describe(request, object, range.isEmpty(), response);
      response.file(
          range.isPresent() ? 206 : 200,
          opened.handOn(),
          range.orElseGet(() -> ByteRange.whole(object.sizeBytes())));
    }
  }

  static void head(Bucket bucket, S3Request request, S3Response response) throws IOException {
    StoredObject object =
        bucket.head(request.key()).orElseThrow(() -> S3Exception.noSuchKey(request.key()));
    if (isNotModified(request, object, response)) {
      return;
    }
    Optional<ByteRange> range = range(request, object, response);
    describe(request, object, range.isEmpty(), response);
    response.head(
        range.isPresent() ? 206 : 200,
        range.map(ByteRange::sizeBytes).orElseGet(object::sizeBytes));
  }

  private static boolean isNotModified(S3Request request, StoredObject object, S3Response response)
      throws IOException {
    if (ReadCondition.of(request).check(object) == ReadCondition.Outcome.PROCEED) {
      return false;
    }
    response
        .etag(object.etag())
        .header("Last-Modified", ReadCondition.httpDate(object.lastModified()))
        .empty(304);
    return true;
  }

  private static Optional<ByteRange> range(
      S3Request request, StoredObject object, S3Response response) {
    Optional<ByteRange> range =
        request.hasQuery("partNumber")
            ? Optional.of(part(request, object, response))
            : request.header("range").flatMap(text -> ByteRange.parse(text, object.sizeBytes()));
    range
        .filter(bytes -> bytes.sizeBytes() > 0)
        .ifPresent(
            bytes -> response.header("Content-Range", bytes.contentRange(object.sizeBytes())));
    return range;
  }

  /// The bytes of a part; an object that was not put in parts has one.
  private static ByteRange part(S3Request request, StoredObject object, S3Response response) {
    int number = Uploads.partNumber(request);
    List<Long> sizes = object.partSizesBytes();
    if (sizes.isEmpty() && number == 1) {
      return ByteRange.whole(object.sizeBytes());
    }
    if (number > sizes.size()) {
      throw new S3Exception(
          ErrorCode.INVALID_RANGE,
          "The requested partnumber is not satisfiable: the object has "
              + Math.max(1, sizes.size())
              + " part(s)");
    }
    response.header("x-amz-mp-parts-count", Integer.toString(sizes.size()));
    long start = sizes.subList(0, number - 1).stream().mapToLong(Long::longValue).sum();
    return new ByteRange(start, start + sizes.get(number - 1));
  }

  private static void describe(
      S3Request request, StoredObject object, boolean whole, S3Response response) {
    response
        .etag(object.etag())
        .header("Last-Modified", ReadCondition.httpDate(object.lastModified()))
        .header("Accept-Ranges", "bytes")
        .header(ObjectHeaders.CONTENT_TYPE, ObjectHeaders.DEFAULT_CONTENT_TYPE);
    object.headers().forEach(response::header);
    OVERRIDES.forEach((parameter, header) ->
        request.query(parameter).ifPresent(value -> response.header(header, value)));
    // The checksum is that of all bytes: with a range, clients would find it wrong.
    if (whole && request.header("x-amz-checksum-mode").orElse("").equalsIgnoreCase("ENABLED")) {
      object.checksum().ifPresent(response::checksum);
    }
  }

  static void attributes(Bucket bucket, S3Request request, S3Response response) throws IOException {
    StoredObject object =
        bucket.head(request.key()).orElseThrow(() -> S3Exception.noSuchKey(request.key()));
    List<String> asked =
        List.of(request.header("x-amz-object-attributes").orElse("").split("\\s*,\\s*"));
    XmlWriter xml = XmlWriter.document("GetObjectAttributesResponse");
    if (asked.contains("ETag")) {
      xml.leaf("ETag", object.etag());
    }
    if (asked.contains("Checksum")) {
      object
          .checksum()
          .ifPresent(sum ->
              xml.open("Checksum")
                  .leaf(sum.algorithm().element(), sum.value())
                  .leaf("ChecksumType", sum.type().name())
                  .close());
    }
    if (asked.contains("ObjectParts") && !object.partSizesBytes().isEmpty()) {
      xml.open("ObjectParts").leaf("TotalPartsCount", object.partSizesBytes().size()).close();
    }
    if (asked.contains("StorageClass")) {
      xml.leaf("StorageClass", "STANDARD");
    }
    if (asked.contains("ObjectSize")) {
      xml.leaf("ObjectSize", object.sizeBytes());
    }
    response.header("Last-Modified", ReadCondition.httpDate(object.lastModified())).xml(200, xml);
  }
}
