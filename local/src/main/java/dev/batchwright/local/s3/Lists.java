package dev.batchwright.local.s3;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/// ListBuckets, ListObjects and ListObjectsV2.
final class Lists {

  /// S3's limit on the entries of a page.
  static final int MAX_KEYS = 1000;

  /// All buckets here are of one owner.
  private static final String OWNER = "batchwright";

  private Lists() {}

  /// A time as listings show it, to the second as S3 does.
  static String timestamp(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000Z");
  }

  static void buckets(SortedMap<String, Instant> buckets, S3Response response) throws IOException {
    XmlWriter xml = XmlWriter.document("ListAllMyBucketsResult");
    owner(xml).open("Buckets");
    for (Map.Entry<String, Instant> bucket : buckets.entrySet()) {
      xml.open("Bucket")
          .leaf("Name", bucket.getKey())
          .leaf("CreationDate", timestamp(bucket.getValue()))
          .close();
    }
    response.xml(200, xml);
  }

  private static XmlWriter owner(XmlWriter xml) {
    return xml.open("Owner").leaf("ID", OWNER).leaf("DisplayName", OWNER).close();
  }

  static void version2(Bucket bucket, S3Request request, S3Response response) throws IOException {
    String prefix = request.query("prefix").orElse("");
    String delimiter = request.query("delimiter").orElse("");
    int maxKeys = maxKeys(request);
    Optional<String> token = request.query("continuation-token");
    String startAfter = request.query("start-after").orElse("");
    ListPosition from =
        token.map(ListPosition::ofToken).orElseGet(() -> new ListPosition(startAfter, false));
    ListPage page = ListPage.list(bucket, prefix, delimiter, from, maxKeys);
    UnaryOperator<String> encode = encoding(request);
    XmlWriter xml = begin(bucket, request, page, maxKeys, encode).leaf("KeyCount", page.size());
    token.ifPresent(t -> xml.leaf("ContinuationToken", t));
    page.next().ifPresent(next -> xml.leaf("NextContinuationToken", next.token()));
    if (!startAfter.isEmpty()) {
      xml.leaf("StartAfter", encode.apply(startAfter));
    }
    boolean owners = request.query("fetch-owner").orElse("").equals("true");
    entries(xml, page, encode, owners);
    response.xml(200, xml);
  }

  static void version1(Bucket bucket, S3Request request, S3Response response) throws IOException {
    String prefix = request.query("prefix").orElse("");
    String delimiter = request.query("delimiter").orElse("");
    String marker = request.query("marker").orElse("");
    int maxKeys = maxKeys(request);
    ListPosition from = ListPosition.ofMarker(marker, delimiter);
    ListPage page = ListPage.list(bucket, prefix, delimiter, from, maxKeys);
    UnaryOperator<String> encode = encoding(request);
    XmlWriter xml =
        begin(bucket, request, page, maxKeys, encode).leaf("Marker", encode.apply(marker));
    if (!delimiter.isEmpty()) {
      page.next().ifPresent(next -> xml.leaf("NextMarker", encode.apply(next.after())));
    }
    entries(xml, page, encode, true);
    response.xml(200, xml);
  }

  private static int maxKeys(S3Request request) {
    return Math.min(MAX_KEYS, request.number("max-keys", MAX_KEYS, 0, Integer.MAX_VALUE));
  }

  /// How keys are written.
  ///
  /// @throws S3Exception InvalidArgument for an encoding that is not `url`
  static UnaryOperator<String> encoding(S3Request request) {
    Optional<String> type = request.query("encoding-type");
    if (type.isPresent() && !type.get().equals("url")) {
      throw S3Exception.invalidArgument("Invalid Encoding Method specified in Request");
    }
    return type.isPresent() ? UrlCodec::encode : UnaryOperator.identity();
  }

  private static XmlWriter begin(
      Bucket bucket, S3Request request, ListPage page, int maxKeys, UnaryOperator<String> encode) {
    XmlWriter xml =
        XmlWriter.document("ListBucketResult")
            .leaf("Name", bucket.name())
            .leaf("Prefix", encode.apply(request.query("prefix").orElse("")))
            .leaf("MaxKeys", maxKeys)
            .leaf("IsTruncated", Boolean.toString(page.next().isPresent()));
    request.query("delimiter").ifPresent(d -> xml.leaf("Delimiter", encode.apply(d)));
    request.query("encoding-type").ifPresent(type -> xml.leaf("EncodingType", type));
    return xml;
  }

  private static void entries(
      XmlWriter xml, ListPage page, UnaryOperator<String> encode, boolean owners) {
    for (StoredObject object : page.objects()) {
      xml.open("Contents")
          .leaf("Key", encode.apply(object.key()))
          .leaf("LastModified", timestamp(object.lastModified()))
          .leaf("ETag", ETags.quote(object.etag()));
      object
          .checksum()
          .ifPresent(sum ->
              xml.leaf("ChecksumAlgorithm", sum.algorithm().name())
                  .leaf("ChecksumType", sum.type().name()));
      xml.leaf("Size", object.sizeBytes()).leaf("StorageClass", "STANDARD");
      if (owners) {
        owner(xml);
      }
      xml.close();
    }
    for (String prefix : page.commonPrefixes()) {
      xml.open("CommonPrefixes").leaf("Prefix", encode.apply(prefix)).close();
    }
  }
}
