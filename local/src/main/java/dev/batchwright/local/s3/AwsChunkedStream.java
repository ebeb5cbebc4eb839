package dev.batchwright.local.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Decodes the `aws-chunked` content coding: chunks of `size;chunk-signature=...` and their bytes,
/// a chunk of size 0, then trailing headers. Signatures are not verified.
final class AwsChunkedStream extends InputStream {

  /// Longer than any size, signature or checksum line.
  private static final int MAX_LINE_BYTES = 4096;

  private static final int MAX_TRAILERS = 16;

  private final InputStream in;
  private final Map<String, String> trailers = new TreeMap<>();
  private long remainingBytes;
  private boolean first = true;
  private boolean ended;

  AwsChunkedStream(InputStream in) {
    this.in = in;
  }

  /// The headers after the last chunk, lower case; complete when the stream has ended.
  Map<String, String> trailers() {
    return trailers;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (remainingBytes == 0 && !nextChunk()) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(length, remainingBytes));
    if (read < 0) {
      throw incomplete();
    }
    remainingBytes -= read;
    return read;
  }

  private boolean nextChunk() throws IOException {
    if (ended) {
      return false;
    }
    if (!first && !line().isEmpty()) {
      throw malformed("a chunk does not end where its size says");
    }
    first = false;
    String header = line();
    int semicolon = header.indexOf(';');
    String size = (semicolon < 0 ? header : header.substring(0, semicolon)).strip();
    try {
      remainingBytes = Long.parseLong(size, 16);
    } catch (NumberFormatException e) {
      throw malformed("'" + size + "' is not the size of a chunk");
    }
    if (remainingBytes < 0) {
      throw malformed("'" + size + "' is not the size of a chunk");
    }
    if (remainingBytes == 0) {
      ended = true;
      readTrailers();
      return false;
    }
    return true;
  }

  private void readTrailers() throws IOException {
    for (String line = lineOrEnd(); !line.isEmpty(); line = lineOrEnd()) {
      int colon = line.indexOf(':');
      if (colon < 0 || trailers.size() == MAX_TRAILERS) {
        throw malformed("'" + line + "' is not a trailing header");
      }
      trailers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    if (!readLine(line)) {
      throw incomplete();
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /// Clients differ in whether an empty line follows the trailers.
  private String lineOrEnd() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    readLine(line);
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /// Reads up to a line feed, without it and a carriage return before it; false at the end.
  private boolean readLine(ByteArrayOutputStream line) throws IOException {
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return true;
      }
      if (line.size() == MAX_LINE_BYTES) {
        throw malformed("a line is longer than " + MAX_LINE_BYTES + " bytes");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return false;
  }

  private static S3Exception incomplete() {
    return new S3Exception(
        ErrorCode.INCOMPLETE_BODY, "The aws-chunked body ends before its last chunk");
  }

  private static S3Exception malformed(String why) {
    return new S3Exception(
        ErrorCode.INVALID_REQUEST, "The body is not a valid aws-chunked body: " + why);
  }
}
