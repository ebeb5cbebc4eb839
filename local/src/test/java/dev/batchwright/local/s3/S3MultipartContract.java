package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// What every S3 endpoint has to do with multipart uploads that the batch stages rely on, said by
/// the AWS SDK. Runs against whatever endpoint a subclass gives.
abstract class S3MultipartContract extends S3ContractClient {

  private static final int MIN_PART_BYTES = 5 << 20;

  @Test
  void partsBecomeOneObjectOnCompletionOnly() {
    byte[] bytes = new byte[MIN_PART_BYTES + 1000];
    new Random(7).nextBytes(bytes);
    String id = begin("m");
    CompletedPart last = part(id, "m", 7, Arrays.copyOfRange(bytes, MIN_PART_BYTES, bytes.length));
    part(id, "m", 2, "replaced below".getBytes(StandardCharsets.UTF_8));
    CompletedPart first = part(id, "m", 2, Arrays.copyOf(bytes, MIN_PART_BYTES));
    assertFails(() -> text("m"), 404, "NoSuchKey");
    assertThat(s3.listMultipartUploads(b -> b.bucket(bucket)).uploads())
        .extracting("uploadId")
        .containsExactly(id);
    assertThat(s3.listParts(b -> b.bucket(bucket).key("m").uploadId(id)).parts())
        .extracting("partNumber")
        .containsExactly(2, 7);
    assertFails(() -> complete(id, "m", last, first), 400, "InvalidPartOrder");
    assertFails(() -> complete(id, "m", first, part9(last)), 400, "InvalidPart");
    String etag = complete(id, "m", first, last);
    assertThat(etag).matches("\"[0-9a-f]{32}-2\"");
    ResponseBytes<GetObjectResponse> got =
        s3.getObjectAsBytes(b -> b.bucket(bucket).key("m").checksumMode(ChecksumMode.ENABLED));
    assertThat(got.asByteArray()).isEqualTo(bytes);
    assertThat(got.response().eTag()).isEqualTo(etag);
    ResponseBytes<GetObjectResponse> second =
        s3.getObjectAsBytes(b -> b.bucket(bucket).key("m").partNumber(2));
    assertThat(second.response().partsCount()).isEqualTo(2);
    assertThat(second.asByteArray())
        .isEqualTo(Arrays.copyOfRange(bytes, MIN_PART_BYTES, bytes.length));
    assertThat(s3.listMultipartUploads(b -> b.bucket(bucket)).uploads()).isEmpty();
    assertFails(() -> complete(id, "m", first, last), 404, "NoSuchUpload");
  }

  private static CompletedPart part9(CompletedPart part) {
    return part.toBuilder().partNumber(9).build();
  }

  private String begin(String key) {
    return s3.createMultipartUpload(b -> b.bucket(bucket).key(key)).uploadId();
  }

  private CompletedPart part(String id, String key, int number, byte[] bytes) {
    String etag =
        s3.uploadPart(
                b -> b.bucket(bucket).key(key).uploadId(id).partNumber(number),
                RequestBody.fromBytes(bytes))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private String complete(String id, String key, CompletedPart... parts) {
    return s3.completeMultipartUpload(
            b -> b.bucket(bucket).key(key).uploadId(id).multipartUpload(m -> m.parts(parts)))
        .eTag();
  }

  @Test
  void aPartThatIsTooSmallIsRefusedUnlessItIsTheLast() {
    String id = begin("m");
    CompletedPart one = part(id, "m", 1, new byte[10]);
    CompletedPart two = part(id, "m", 2, new byte[10]);
    assertFails(() -> complete(id, "m", one, two), 400, "EntityTooSmall");
    complete(id, "m", one);
    assertThat(text("m")).hasSize(10);
  }

  @Test
  void aCompletionIsConditional() {
    String id = begin("m");
    CompletedPart one = part(id, "m", 1, new byte[] {1});
    put("m", "first");
    assertFails(
        () ->
            s3.completeMultipartUpload(b ->
                b.bucket(bucket)
                    .key("m")
                    .uploadId(id)
                    .ifNoneMatch("*")
                    .multipartUpload(m -> m.parts(one))),
        412,
        "PreconditionFailed");
    assertThat(text("m")).isEqualTo("first");
    s3.abortMultipartUpload(b -> b.bucket(bucket).key("m").uploadId(id));
    assertFails(() -> part(id, "m", 2, new byte[1]), 404, "NoSuchUpload");
    assertFails(
        () -> s3.abortMultipartUpload(b -> b.bucket(bucket).key("m").uploadId(id)),
        404,
        "NoSuchUpload");
  }

  @Test
  void aPartIsCopiedFromAnObject() {
    put("source", "0123456789");
    String id = begin("m");
    String etag =
        s3.uploadPartCopy(b ->
                b.sourceBucket(bucket)
                    .sourceKey("source")
                    .copySourceRange("bytes=2-5")
                    .destinationBucket(bucket)
                    .destinationKey("m")
                    .uploadId(id)
                    .partNumber(1))
            .copyPartResult()
            .eTag();
    complete(id, "m", CompletedPart.builder().partNumber(1).eTag(etag).build());
    assertThat(text("m")).isEqualTo("2345");
  }

  @Test
  void multipartChecksumsAreOfTheWholeOrOfTheParts() {
    byte[] bytes = new byte[MIN_PART_BYTES + 9];
    new Random(8).nextBytes(bytes);
    for (String type : List.of("FULL_OBJECT", "COMPOSITE")) {
      String key = "sum/" + type;
      String id =
          s3.createMultipartUpload(b ->
                  b.bucket(bucket)
                      .key(key)
                      .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                      .checksumType(type))
              .uploadId();
      CompletedPart one = part(id, key, 1, Arrays.copyOf(bytes, MIN_PART_BYTES));
      CompletedPart two = part(id, key, 2, Arrays.copyOfRange(bytes, MIN_PART_BYTES, bytes.length));
      complete(id, key, one, two);
      ResponseBytes<GetObjectResponse> got =
          s3.getObjectAsBytes(b -> b.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
      assertThat(got.asByteArray()).isEqualTo(bytes);
      assertThat(got.response().checksumTypeAsString()).isEqualTo(type);
      assertThat(got.response().checksumCRC32()).matches(type.equals("COMPOSITE") ? ".*-2" : ".*=");
    }
  }
}
