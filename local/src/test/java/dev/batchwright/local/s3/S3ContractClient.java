package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.local.TestClients;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What the contract suites share: a client of the endpoint that a subclass gives, and a bucket of
/// its own for each test.
abstract class S3ContractClient {

  S3Client s3;
  String bucket;

  abstract URI endpoint();

  /// The way to the endpoint, where it is not a socket.
  Optional<SdkHttpClient> inProcess() {
    return Optional.empty();
  }

  @BeforeEach
  final void createBucket() {
    s3 = client(RequestChecksumCalculation.WHEN_SUPPORTED);
    bucket = "contract-" + UUID.randomUUID();
    s3.createBucket(b -> b.bucket(bucket));
  }

  @AfterEach
  final void closeClient() {
    s3.close();
  }

  final S3Client client(RequestChecksumCalculation checksums) {
    S3ClientBuilder builder =
        S3Client.builder().forcePathStyle(true).requestChecksumCalculation(checksums);
    return inProcess()
        .map(way -> TestClients.client(builder, endpoint(), way))
        .orElseGet(() -> TestClients.client(builder, endpoint()));
  }

  final PutObjectResponse put(String key, String text) {
    return s3.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  final String text(String key) {
    return s3.getObjectAsBytes(b -> b.bucket(bucket).key(key)).asUtf8String();
  }

  static void assertFails(ThrowingCallable call, int status, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              if (e.awsErrorDetails() != null && code != null) {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              }
            });
  }
}
