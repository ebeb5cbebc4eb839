package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.TransientException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Takes the answer to one ranged GET and believes nothing of it: status 206, the very interval,
/// the very object, the very number of bytes; of a whole object status 200 and its checksum. An
/// endpoint that ignores the range answers 200 and the whole object, which read as a range would be
/// silently wrong.
record RangeCheck(InputObject object, long startByte, byte[] buffer, int offset, int length)
    implements ResponseTransformer<GetObjectResponse, Integer> {

  @Override
  public Integer transform(GetObjectResponse answer, AbortableInputStream body) {
    int status = answer.sdkHttpResponse().statusCode();
    int expectedStatus = isWhole() ? 200 : 206;
    if (status != expectedStatus) {
      body.abort();
      throw wrong("status " + status, "" + expectedStatus);
    }
    String expected =
        "bytes %d-%d/%d".formatted(startByte, startByte + length - 1, object.sizeBytes());
    if (!isWhole() && !expected.equals(answer.contentRange())) {
      body.abort();
      throw wrong("Content-Range " + answer.contentRange(), expected);
    }
    if (!object.etag().equals(answer.eTag())) {
      body.abort();
      throw wrong("ETag " + answer.eTag(), object.etag());
    }
    try {
      int read = readAll(body);
      if (isWhole()) {
        Answers.check(answer, buffer, offset, length);
      }
      return read;
    } catch (IOException e) {
      // What the SDK itself does for its own transformers: its retries cover the body as well.
      throw RetryableException.create(what() + ": the connection broke: " + e.getMessage(), e);
    }
  }

  private Integer readAll(InputStream body) throws IOException {
    int read = body.readNBytes(buffer, offset, length);
    if (read < length || body.read() >= 0) {
      throw new IOException("the body has not the " + length + " bytes that were asked for");
    }
    return read;
  }

  private boolean isWhole() {
    return startByte == 0 && length == object.sizeBytes();
  }

  /// The range to ask for; none for the whole object, of which alone S3 tells the checksum.
  Optional<String> range() {
    return isWhole()
        ? Optional.empty()
        : Optional.of("bytes=" + startByte + "-" + (startByte + length - 1));
  }

  String what() {
    return "GET " + object.place() + " bytes [" + startByte + ", " + (startByte + length) + ")";
  }

  private TransientException wrong(String got, String expected) {
    return new TransientException(
        what()
            + ": the endpoint answered "
            + got
            + ", expected "
            + expected
            + "; an endpoint that always does this cannot be read from");
  }
}
