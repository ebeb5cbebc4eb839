package dev.batchwright.local.s3;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// CreateMultipartUpload, UploadPart and AbortMultipartUpload.
final class MultipartUploads {

  private MultipartUploads() {}

  static void create(Bucket bucket, S3Request request, S3Response response) throws IOException {
    bucket.requireWritable();
    ObjectKey.segments(request.key());
    Optional<ChecksumAlgorithm> algorithm =
        request.header("x-amz-checksum-algorithm").map(ChecksumAlgorithm::named);
    Upload upload =
        new Upload(
            Uploads.newId(),
            request.key(),
            Instant.now(),
            ObjectHeaders.of(request),
            algorithm,
            type(request, algorithm));
    bucket.uploads().create(upload);
    algorithm.ifPresent(a ->
        response
            .header("x-amz-checksum-algorithm", a.name())
            .header("x-amz-checksum-type", upload.type().name()));
    response.xml(
        200,
        XmlWriter.document("InitiateMultipartUploadResult")
            .leaf("Bucket", bucket.name())
            .leaf("Key", upload.key())
            .leaf("UploadId", upload.id()));
  }

  private static ChecksumType type(S3Request request, Optional<ChecksumAlgorithm> algorithm) {
    Optional<String> text = request.header("x-amz-checksum-type");
    if (algorithm.isEmpty() || text.isEmpty()) {
      return algorithm.map(ChecksumAlgorithm::defaultMultipartType).orElse(ChecksumType.COMPOSITE);
    }
    ChecksumType type =
        switch (text.get()) {
          case "COMPOSITE" -> ChecksumType.COMPOSITE;
          case "FULL_OBJECT" -> ChecksumType.FULL_OBJECT;
          default ->
              throw S3Exception.invalidArgument(
                  "Value for x-amz-checksum-type header is invalid: " + text.get());
        };
    boolean impossible =
        type == ChecksumType.FULL_OBJECT
            ? !algorithm.get().isCrc()
            : algorithm.get() == ChecksumAlgorithm.CRC64NVME;
    if (impossible) {
      throw new S3Exception(
          ErrorCode.INVALID_REQUEST,
          "The "
              + type
              + " checksum type cannot be used with the "
              + algorithm.get().name().toLowerCase(Locale.ROOT)
              + " checksum algorithm.");
    }
    return type;
  }

  static void putPart(Bucket bucket, S3Request request, S3Response response) throws IOException {
    int number = Uploads.partNumber(request);
    Uploads uploads = bucket.uploads();
    Upload upload = uploads.get(request.query("uploadId").orElse(""), request.key());
    try (StagedFile staged = StagedFile.in(bucket)) {
      ReceivedBody body = staged.receive(request, upload.algorithm());
      uploads.put(upload, number, body, staged.path());
      body.checksum().ifPresent(sum -> response.header(sum.algorithm().header(), sum.value()));
      response.etag(body.md5Hex()).empty(200);
    }
  }

  static void abort(Bucket bucket, S3Request request, S3Response response) throws IOException {
    bucket.requireWritable();
    Uploads uploads = bucket.uploads();
    uploads.remove(uploads.get(request.query("uploadId").orElse(""), request.key()));
    response.empty(204);
  }
}
