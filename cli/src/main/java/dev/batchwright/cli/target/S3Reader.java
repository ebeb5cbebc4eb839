package dev.batchwright.cli.target;

import dev.batchwright.batch.model.S3Location;
import dev.batchwright.cli.execution.UnreachableException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Reads objects through the S3 API. The client is made by the first read.
final class S3Reader implements ObjectReader, AutoCloseable {

  /// What S3 answers to a range of an empty object.
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final Supplier<S3Client> clients;
  private Optional<S3Client> client = Optional.empty();

  S3Reader(Supplier<S3Client> clients) {
    this.clients = clients;
  }

  @Override
  public Optional<byte[]> start(S3Location location, int maxBytes) {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(location.bucket())
            .key(location.key())
            .range("bytes=0-" + (maxBytes - 1))
            .build();
    try {
      return Optional.of(client().getObjectAsBytes(request).asByteArray());
    } catch (NoSuchKeyException | NoSuchBucketException _) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
        return Optional.of(new byte[0]);
      }
      throw unreachable(location, e);
    } catch (SdkException e) {
      throw unreachable(location, e);
    }
  }

  private static UnreachableException unreachable(S3Location location, SdkException e) {
    return new UnreachableException(
        "GetObject of %s: %s; check the permissions to read the output"
            .formatted(location, e.getMessage()),
        e);
  }

  private S3Client client() {
    S3Client made = client.orElseGet(clients);
    client = Optional.of(made);
    return made;
  }

  @Override
  public void close() {
    client.ifPresent(S3Client::close);
  }
}
