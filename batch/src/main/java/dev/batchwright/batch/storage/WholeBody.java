package dev.batchwright.batch.storage;

import java.io.IOException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Takes the answer to a GET of a whole, small object: as many bytes as were announced, and those
/// that S3's checksum says, where it has one.
///
/// @param what the request as messages name it
record WholeBody(String what) implements ResponseTransformer<GetObjectResponse, byte[]> {

  @Override
  public byte[] transform(GetObjectResponse answer, AbortableInputStream body) {
    byte[] bytes;
    try {
      bytes = body.readAllBytes();
    } catch (IOException e) {
      throw RetryableException.create(what + ": the connection broke: " + e.getMessage(), e);
    }
    Long announced = answer.contentLength();
    if (announced != null && announced != bytes.length) {
      throw RetryableException.create(
          "%s: the body has %d bytes, expected %d".formatted(what, bytes.length, announced));
    }
    Answers.check(answer, bytes, 0, bytes.length);
    return bytes;
  }
}
