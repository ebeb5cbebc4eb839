package dev.batchwright.local.s3;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bytes [startByte, endByte) of an object.
record ByteRange(long startByte, long endByte) {

  /// Up to 18 digits: what is longer does not fit a long, and no object is so large.
  private static final Pattern SYNTAX = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  ByteRange {
    if (startByte < 0 || endByte < startByte) {
      throw new IllegalArgumentException("bytes [" + startByte + ", " + endByte + ")");
    }
  }

  static ByteRange whole(long sizeBytes) {
    return new ByteRange(0, sizeBytes);
  }

  long sizeBytes() {
    return endByte - startByte;
  }

  /// Reads a `Range` header: `bytes=first-last`, `bytes=first-` or `bytes=-suffixLength`, where
  /// `last` is the last byte itself. Empty when it has another form (several ranges, say), which S3
  /// answers with the whole object.
  ///
  /// @throws S3Exception InvalidRange when it lies outside the object
  static Optional<ByteRange> parse(String header, long objectSizeBytes) {
    Matcher matcher = SYNTAX.matcher(header.strip());
    if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (matcher.group(1).isEmpty()) {
      long suffixBytes = Math.min(Long.parseLong(matcher.group(2)), objectSizeBytes);
      if (suffixBytes == 0) {
        throw unsatisfiable(header, objectSizeBytes);
      }
      return Optional.of(new ByteRange(objectSizeBytes - suffixBytes, objectSizeBytes));
    }
    long first = Long.parseLong(matcher.group(1));
    long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(matcher.group(2));
    if (last < first) {
      return Optional.empty();
    }
    if (first >= objectSizeBytes) {
      throw unsatisfiable(header, objectSizeBytes);
    }
    return Optional.of(new ByteRange(first, Math.min(last + 1, objectSizeBytes)));
  }

  private static S3Exception unsatisfiable(String header, long objectSizeBytes) {
    return new S3Exception(
        ErrorCode.INVALID_RANGE,
        "The requested range is not satisfiable",
        Map.of("RangeRequested", header, "ActualObjectSize", Long.toString(objectSizeBytes)));
  }

  /// The `Content-Range` header.
  String contentRange(long objectSizeBytes) {
    return "bytes " + startByte + '-' + (endByte - 1) + '/' + objectSizeBytes;
  }
}
