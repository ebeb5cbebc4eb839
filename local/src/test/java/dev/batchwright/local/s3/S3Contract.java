package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What every S3 endpoint has to do with buckets and objects that the batch stages rely on, said by
/// the AWS SDK. Runs against whatever endpoint a subclass gives.
abstract class S3Contract extends S3ContractClient {

  @Test
  void bucketsAreCreatedFoundAndDeleted() {
    s3.headBucket(b -> b.bucket(bucket));
    assertThat(s3.listBuckets().buckets()).anyMatch(b -> b.name().equals(bucket));
    assertThat(s3.getBucketLocation(b -> b.bucket(bucket)).locationConstraintAsString())
        .isNullOrEmpty();
    put("x", "1");
    assertFails(() -> s3.deleteBucket(b -> b.bucket(bucket)), 409, "BucketNotEmpty");
    s3.deleteObject(b -> b.bucket(bucket).key("x"));
    s3.deleteBucket(b -> b.bucket(bucket));
    assertFails(() -> s3.headBucket(b -> b.bucket(bucket)), 404, null);
    assertFails(() -> put("x", "1"), 404, "NoSuchBucket");
    assertFails(() -> s3.deleteBucket(b -> b.bucket(bucket)), 404, "NoSuchBucket");
  }

  @Test
  void aPutObjectComesBackWithItsTypeMetadataAndMd5() {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key("a/b.csv")
            .contentType("text/csv")
            .contentEncoding("gzip")
            .cacheControl("no-store")
            .metadata(Map.of("run", "r-1", "mixed-case", "Value"))
            .build();
    PutObjectResponse put = s3.putObject(request, RequestBody.fromString("hello"));
    assertThat(put.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    HeadObjectResponse head = s3.headObject(b -> b.bucket(bucket).key("a/b.csv"));
    assertThat(head.eTag()).isEqualTo(put.eTag());
    assertThat(head.contentLength()).isEqualTo(5);
    assertThat(head.contentType()).isEqualTo("text/csv");
    assertThat(head.contentEncoding()).isEqualTo("gzip");
    assertThat(head.cacheControl()).isEqualTo("no-store");
    assertThat(head.metadata()).isEqualTo(Map.of("run", "r-1", "mixed-case", "Value"));
    assertThat(head.lastModified()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(text("a/b.csv")).isEqualTo("hello");
  }

  @Test
  void anEmptyObjectIsAnObject() {
    put("empty", "");
    assertThat(text("empty")).isEmpty();
    assertThat(s3.headObject(b -> b.bucket(bucket).key("empty")).contentLength()).isZero();
    assertFails(
        () -> s3.getObject(b -> b.bucket(bucket).key("empty").range("bytes=0-0")),
        416,
        "InvalidRange");
  }

  @Test
  void whatIsMissingIsSaidSo() {
    assertFails(() -> text("nothing"), 404, "NoSuchKey");
    assertFails(() -> s3.headObject(b -> b.bucket(bucket).key("nothing")), 404, null);
    s3.deleteObject(b -> b.bucket(bucket).key("nothing"));
    assertFails(
        () -> s3.listParts(b -> b.bucket(bucket).key("x").uploadId("none")), 404, "NoSuchUpload");
  }

  @Test
  void anOverwriteReplacesBytesAndMetadata() {
    s3.putObject(
        b -> b.bucket(bucket).key("x").metadata(Map.of("n", "1")), RequestBody.fromString("one"));
    put("x", "second");
    assertThat(text("x")).isEqualTo("second");
    assertThat(s3.headObject(b -> b.bucket(bucket).key("x")).metadata()).isEmpty();
  }

  @Test
  void aKeyAndKeysBelowItExistTogether() {
    put("x", "object");
    put("x/y", "below");
    put("z/1/2", "deep");
    put("z/1", "middle");
    put("z", "top");
    put("d/", "");
    put("e//f", "double slash");
    assertThat(text("x")).isEqualTo("object");
    assertThat(text("x/y")).isEqualTo("below");
    assertThat(text("z/1/2")).isEqualTo("deep");
    assertThat(text("z/1")).isEqualTo("middle");
    assertThat(text("z")).isEqualTo("top");
    assertThat(text("e//f")).isEqualTo("double slash");
    assertThat(keys()).containsExactly("d/", "e//f", "x", "x/y", "z", "z/1", "z/1/2");
    s3.deleteObject(b -> b.bucket(bucket).key("x"));
    s3.deleteObject(b -> b.bucket(bucket).key("z/1/2"));
    assertThat(keys()).containsExactly("d/", "e//f", "x/y", "z", "z/1");
    assertThat(text("x/y")).isEqualTo("below");
  }

  private List<String> keys() {
    return s3.listObjectsV2(b -> b.bucket(bucket)).contents().stream().map(S3Object::key).toList();
  }

  @Test
  void rangesGiveExactlyTheirBytes() {
    put("x", "0123456789");
    assertRange("bytes=2-5", "2345", "bytes 2-5/10");
    assertRange("bytes=7-", "789", "bytes 7-9/10");
    assertRange("bytes=-3", "789", "bytes 7-9/10");
    assertRange("bytes=-30", "0123456789", "bytes 0-9/10");
    assertRange("bytes=8-100", "89", "bytes 8-9/10");
    assertRange("bytes=0-0", "0", "bytes 0-0/10");
    assertFails(
        () -> s3.getObject(b -> b.bucket(bucket).key("x").range("bytes=10-")), 416, "InvalidRange");
    assertFails(
        () -> s3.getObject(b -> b.bucket(bucket).key("x").range("bytes=-0")), 416, "InvalidRange");
  }

  private void assertRange(String range, String expected, String contentRange) {
    ResponseBytes<GetObjectResponse> got =
        s3.getObjectAsBytes(b -> b.bucket(bucket).key("x").range(range));
    assertThat(got.asUtf8String()).isEqualTo(expected);
    assertThat(got.response().contentRange()).isEqualTo(contentRange);
    assertThat(got.response().sdkHttpResponse().statusCode()).isEqualTo(206);
  }

  @Test
  void readsAreConditional() {
    String etag = put("x", "1").eTag();
    GetObjectRequest.Builder get = GetObjectRequest.builder().bucket(bucket).key("x");
    s3.getObjectAsBytes(get.copy().ifMatch(etag).build());
    assertFails(
        () -> s3.getObject(get.copy().ifMatch("\"other\"").build()), 412, "PreconditionFailed");
    assertFails(() -> s3.getObject(get.copy().ifNoneMatch(etag).build()), 304, null);
    s3.getObjectAsBytes(get.copy().ifNoneMatch("\"other\"").build());
    Instant later = Instant.now().plusSeconds(100);
    Instant earlier = Instant.now().minusSeconds(100);
    assertFails(() -> s3.getObject(get.copy().ifModifiedSince(later).build()), 304, null);
    s3.getObjectAsBytes(get.copy().ifModifiedSince(earlier).build());
    assertFails(
        () -> s3.getObject(get.copy().ifUnmodifiedSince(earlier).build()),
        412,
        "PreconditionFailed");
    s3.getObjectAsBytes(get.copy().ifMatch(etag).ifUnmodifiedSince(earlier).build());
    assertFails(
        () -> s3.headObject(b -> b.bucket(bucket).key("x").ifMatch("\"other\"")), 412, null);
  }

  @Test
  void writesAreConditional() {
    PutObjectRequest.Builder put = PutObjectRequest.builder().bucket(bucket).key("x");
    RequestBody body = RequestBody.fromString("2");
    PutObjectRequest ifAbsent = put.copy().ifNoneMatch("*").build();
    String first = s3.putObject(ifAbsent, RequestBody.fromString("1")).eTag();
    assertFails(() -> s3.putObject(ifAbsent, body), 412, "PreconditionFailed");
    assertThat(text("x")).isEqualTo("1");
    s3.putObject(put.copy().ifMatch(first).build(), body);
    assertThat(text("x")).isEqualTo("2");
    assertFails(
        () -> s3.putObject(put.copy().ifMatch(first).build(), body), 412, "PreconditionFailed");
    assertFails(
        () -> s3.putObject(put.copy().key("new").ifMatch(first).build(), body), 404, "NoSuchKey");
  }

  @Test
  void checksumsAreVerifiedKeptAndGivenBack() {
    for (ChecksumAlgorithm algorithm :
        List.of(
            ChecksumAlgorithm.CRC32,
            ChecksumAlgorithm.CRC32_C,
            ChecksumAlgorithm.SHA1,
            ChecksumAlgorithm.SHA256)) {
      String key = "checksum/" + algorithm;
      s3.putObject(
          b -> b.bucket(bucket).key(key).checksumAlgorithm(algorithm),
          RequestBody.fromString("123456789"));
      // The SDK verifies what it gets back against the checksum in the answer.
      ResponseBytes<GetObjectResponse> got =
          s3.getObjectAsBytes(b -> b.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
      assertThat(got.asUtf8String()).isEqualTo("123456789");
      assertThat(got.response().checksumTypeAsString()).isEqualTo("FULL_OBJECT");
    }
    assertThat(
            s3.headObject(
                    b -> b.bucket(bucket).key("checksum/CRC32").checksumMode(ChecksumMode.ENABLED))
                .checksumCRC32())
        .isEqualTo("y/Q5Jg==");
  }

  @Test
  void aBodyThatIsNotWhatItsDigestSaysIsRefused() {
    try (S3Client plain = client(RequestChecksumCalculation.WHEN_REQUIRED)) {
      PutObjectRequest.Builder put = PutObjectRequest.builder().bucket(bucket).key("x");
      RequestBody body = RequestBody.fromString("123456789");
      assertFails(
          () -> plain.putObject(put.copy().checksumCRC32("AAAAAA==").build(), body),
          400,
          "BadDigest");
      assertFails(
          () -> plain.putObject(put.copy().contentMD5("1B2M2Y8AsgTpgAmY7PhCfg==").build(), body),
          400,
          "BadDigest");
      plain.putObject(put.copy().checksumCRC64NVME("rosUhgp5mIg=").build(), body);
      assertFails(
          () -> plain.putObject(put.copy().checksumCRC64NVME("rosUhgp5mIk=").build(), body),
          400,
          "BadDigest");
      assertThat(text("x")).isEqualTo("123456789");
    }
  }

  @Test
  void listingsPageGroupAndStart() {
    for (String key : List.of("a/1", "a/2", "a-b", "b", "c/d/e", "c/f", "ü/x")) {
      put(key, key);
    }
    ListObjectsV2Response top = s3.listObjectsV2(b -> b.bucket(bucket).delimiter("/"));
    assertThat(top.contents()).extracting(S3Object::key).containsExactly("a-b", "b");
    assertThat(top.commonPrefixes()).extracting("prefix").containsExactly("a/", "c/", "ü/");
    assertThat(top.keyCount()).isEqualTo(5);
    ListObjectsV2Response below =
        s3.listObjectsV2(b -> b.bucket(bucket).prefix("c/").delimiter("/"));
    assertThat(below.contents()).extracting(S3Object::key).containsExactly("c/f");
    assertThat(below.commonPrefixes()).extracting("prefix").containsExactly("c/d/");
    assertThat(s3.listObjectsV2(b -> b.bucket(bucket).startAfter("a/1")).contents())
        .extracting(S3Object::key)
        .containsExactly("a/2", "b", "c/d/e", "c/f", "ü/x");
    assertThat(
            s3.listObjectsV2Paginator(b -> b.bucket(bucket).maxKeys(2)).contents().stream()
                .map(S3Object::key))
        .containsExactly("a-b", "a/1", "a/2", "b", "c/d/e", "c/f", "ü/x");
    assertThat(
            s3
                .listObjectsV2Paginator(b -> b.bucket(bucket).maxKeys(1).delimiter("/"))
                .commonPrefixes()
                .stream()
                .map(p -> p.prefix()))
        .containsExactly("a/", "c/", "ü/");
    assertThat(s3.listObjects(b -> b.bucket(bucket).prefix("a")).contents())
        .extracting(S3Object::key)
        .containsExactly("a-b", "a/1", "a/2");
    ListObjectsResponse first = s3.listObjects(b -> b.bucket(bucket).delimiter("/").maxKeys(2));
    assertThat(first.nextMarker()).isEqualTo("a/");
    ListObjectsResponse second =
        s3.listObjects(b -> b.bucket(bucket).delimiter("/").maxKeys(2).marker("a/"));
    assertThat(second.contents()).extracting(S3Object::key).containsExactly("b");
    assertThat(second.commonPrefixes()).extracting("prefix").containsExactly("c/");
  }

  @Test
  void manyObjectsAreDeletedAtOnce() {
    put("1 & <2>", "");
    put("3", "");
    put("4", "");
    ObjectIdentifier[] which =
        List.of("1 & <2>", "3", "not there").stream()
            .map(key -> ObjectIdentifier.builder().key(key).build())
            .toArray(ObjectIdentifier[]::new);
    Delete delete = Delete.builder().objects(which).build();
    assertThat(s3.deleteObjects(b -> b.bucket(bucket).delete(delete)).deleted()).hasSize(3);
    assertThat(keys()).containsExactly("4");
  }

  @Test
  void aCopyIsAnObjectOfItsOwn() {
    s3.putObject(
        b -> b.bucket(bucket).key("from a+b%").metadata(Map.of("n", "1")),
        RequestBody.fromString("hello"));
    s3.copyObject(b ->
        b.sourceBucket(bucket)
            .sourceKey("from a+b%")
            .destinationBucket(bucket)
            .destinationKey("to"));
    s3.deleteObject(b -> b.bucket(bucket).key("from a+b%"));
    assertThat(text("to")).isEqualTo("hello");
    assertThat(s3.headObject(b -> b.bucket(bucket).key("to")).metadata()).containsKey("n");
    s3.copyObject(b ->
        b.sourceBucket(bucket)
            .sourceKey("to")
            .destinationBucket(bucket)
            .destinationKey("to")
            .metadataDirective(MetadataDirective.REPLACE)
            .metadata(Map.of("m", "2")));
    assertThat(s3.headObject(b -> b.bucket(bucket).key("to")).metadata())
        .isEqualTo(Map.of("m", "2"));
  }

  @Test
  void keysAreTakenExactly() {
    for (String key : List.of("a b", "a+b", "a%2Bb", "a%20b", "é漢🎉", "\"q\" & <t>", "a=b?c#d")) {
      put(key, key);
      assertThat(text(key)).isEqualTo(key);
    }
    assertThat(keys())
        .containsExactly("\"q\" & <t>", "a b", "a%20b", "a%2Bb", "a+b", "a=b?c#d", "é漢🎉");
  }
}
