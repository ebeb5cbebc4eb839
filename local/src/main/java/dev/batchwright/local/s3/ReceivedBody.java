package dev.batchwright.local.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A body that has arrived whole and is what the client says it is.
///
/// @param md5 its MD5
/// @param checksum the checksum that the client asked for
record ReceivedBody(long sizeBytes, byte[] md5, Optional<ObjectChecksum> checksum) {

  /// The most that S3 takes in one PUT or one part: 5 GiB.
  static final long MAX_SIZE_BYTES = 5L << 30;

  /// Large enough that system calls do not count, small enough for hundreds of uploads at once.
  private static final int BUFFER_BYTES = 128 * 1024;

  String md5Hex() {
    return HexFormat.of().formatHex(md5);
  }

  /// Streams a request's body into a channel, decoding and digesting it on the way.
  ///
  /// @param fallback the checksum to compute when the request asks for none
  /// @throws S3Exception BadDigest, InvalidDigest, IncompleteBody, EntityTooLarge or InvalidRequest
  static ReceivedBody receive(
      S3Request request, WritableByteChannel to, Optional<ChecksumAlgorithm> fallback)
      throws IOException {
    OptionalLong declared = request.declaredSizeBytes();
    if (declared.isPresent() && declared.getAsLong() > MAX_SIZE_BYTES) {
      throw tooLarge();
    }
    Optional<ChecksumAlgorithm> algorithm = algorithm(request).or(() -> fallback);
    BodyDigest md5 = BodyDigest.message("MD5");
    Optional<BodyDigest> digest = algorithm.map(ChecksumAlgorithm::newDigest);
    Optional<AwsChunkedStream> chunked =
        request.isAwsChunked()
            ? Optional.of(new AwsChunkedStream(request.rawBody()))
            : Optional.empty();
    InputStream in = chunked.<InputStream>map(stream -> stream).orElse(request.rawBody());
    byte[] buffer = new byte[Math.clamp(declared.orElse(BUFFER_BYTES) + 1, 1, BUFFER_BYTES)];
    long size = 0;
    for (int n = in.readNBytes(buffer, 0, buffer.length);
        n > 0;
        n = in.readNBytes(buffer, 0, buffer.length)) {
      md5.update(buffer, 0, n);
      if (digest.isPresent()) {
        digest.get().update(buffer, 0, n);
      }
      writeFully(to, ByteBuffer.wrap(buffer, 0, n));
      size += n;
      if (size > MAX_SIZE_BYTES) {
        throw tooLarge();
      }
    }
    if (declared.isPresent() && declared.getAsLong() != size) {
      throw new S3Exception(
          ErrorCode.INCOMPLETE_BODY,
          "You did not provide the number of bytes specified by the Content-Length HTTP header: "
              + size
              + " came, "
              + declared.getAsLong()
              + " were announced");
    }
    Optional<ObjectChecksum> checksum =
        algorithm.map(a -> ObjectChecksum.full(a, digest.orElseThrow().finish()));
    ReceivedBody body = new ReceivedBody(size, md5.finish(), checksum);
    body.verifyMd5(request);
    body.verifyChecksum(request, chunked.map(AwsChunkedStream::trailers).orElse(Map.of()));
    return body;
  }

  private static void writeFully(WritableByteChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  /// Which checksum a request carries in a header or announces in a trailer.
  private static Optional<ChecksumAlgorithm> algorithm(S3Request request) {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      if (request.header(algorithm.header()).isPresent()) {
        return Optional.of(algorithm);
      }
    }
    Optional<ChecksumAlgorithm> announced =
        request.header("x-amz-trailer").flatMap(ChecksumAlgorithm::ofHeader);
    return announced.or(
        () -> request.header("x-amz-sdk-checksum-algorithm").map(ChecksumAlgorithm::named));
  }

  private void verifyMd5(S3Request request) {
    Optional<String> header = request.header("content-md5");
    if (header.isPresent() && !Arrays.equals(decode(header.get(), 16), md5)) {
      throw badDigest("Content-MD5");
    }
  }

  private static byte[] decode(String base64, int lengthBytes) {
    try {
      byte[] decoded = Base64.getDecoder().decode(base64);
      if (decoded.length == lengthBytes) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new S3Exception(
        ErrorCode.INVALID_DIGEST,
        "The digest '" + base64 + "' is not base64 of " + lengthBytes + " bytes");
  }

  private void verifyChecksum(S3Request request, Map<String, String> trailers) {
    if (checksum.isEmpty()) {
      return;
    }
    ChecksumAlgorithm algorithm = checksum.get().algorithm();
    String header = algorithm.header();
    Optional<String> expected =
        request.header(header).or(() -> Optional.ofNullable(trailers.get(header)));
    if (expected.isPresent()
        && !Arrays.equals(
            decode(expected.get(), algorithm.widthBytes()),
            Base64.getDecoder().decode(checksum.get().value()))) {
      throw badDigest(algorithm.name());
    }
    if (expected.isEmpty() && request.header("x-amz-trailer").orElse("").equals(header)) {
      throw new S3Exception(
          ErrorCode.INVALID_REQUEST, "The trailing header " + header + " was announced, not sent");
    }
  }

  private static S3Exception badDigest(String digest) {
    return new S3Exception(
        ErrorCode.BAD_DIGEST,
        "The "
            + digest
            + " you specified did not match what we received: the body was changed on"
            + " its way");
  }

  private static S3Exception tooLarge() {
    return new S3Exception(
        ErrorCode.ENTITY_TOO_LARGE,
        "Your proposed upload exceeds the maximum allowed object size of "
            + MAX_SIZE_BYTES
            + " bytes in one request; use a multipart upload");
  }
}
