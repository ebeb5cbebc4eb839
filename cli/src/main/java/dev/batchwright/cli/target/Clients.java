package dev.batchwright.cli.target;

import dev.batchwright.batch.storage.S3Clients;
import dev.batchwright.batch.storage.S3Storage;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Makes SDK clients for a target, on the JDK's own HTTP client, which starts fastest.
///
/// @param endpoint where it is, where that is not AWS itself
/// @param emulated whether it takes any credentials, so that none have to be looked for
/// @param inProcess the way to it, where it is this process
public record Clients(Optional<URI> endpoint, boolean emulated, Optional<SdkHttpClient> inProcess) {

  /// What emulators expect; LocalStack takes the key for an account where it is a number.
  private static final StaticCredentialsProvider ANY_CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  /// Where LocalStack listens by default.
  private static final URI LOCALSTACK = URI.create("http://localhost:4566");

  /// Clients for a kind of target.
  ///
  /// @param endpoint where it is; its usual place where the user does not say
  public static Clients of(TargetKind kind, Optional<URI> endpoint) {
    return switch (kind) {
      case AWS -> to(endpoint, false);
      case LOCALSTACK -> to(Optional.of(endpoint.orElse(LOCALSTACK)), true);
      case LOCAL -> to(endpoint, true);
    };
  }

  /// Clients for a target that may be anywhere.
  static Clients to(Optional<URI> endpoint, boolean emulated) {
    return new Clients(endpoint, emulated, Optional.empty());
  }

  /// Clients for the target of this process.
  static Clients inProcess(URI endpoint, SdkHttpClient client) {
    return new Clients(Optional.of(endpoint), true, Optional.of(client));
  }

  /// For Step Functions.
  public SfnClient states() {
    return with(SfnClient.builder()).build();
  }

  SqsClient queues() {
    return with(SqsClient.builder()).build();
  }

  /// For S3.
  public S3Client objects() {
    return with(S3Client.builder().forcePathStyle(emulated)).build();
  }

  /// S3 as the stages have it: with their checks, checksums and retries.
  S3Storage storage() {
    Consumer<S3ClientBuilder> target =
        builder -> {
          if (emulated) {
            builder.region(Region.US_EAST_1).credentialsProvider(ANY_CREDENTIALS);
          }
        };
    return S3Storage.of(
        endpoint.isPresent() ? S3Clients.create(endpoint.get(), target) : S3Clients.create(target));
  }

  /// For CloudFormation.
  public CloudFormationClient stacks() {
    return with(CloudFormationClient.builder()).build();
  }

  /// The account that the credentials are of, twelve digits.
  public String account() {
    try (StsClient client = with(StsClient.builder()).build()) {
      return client.getCallerIdentity().account();
    }
  }

  /// Where it is, for messages.
  public String where() {
    return endpoint.map(URI::toString).orElse("AWS");
  }

  private <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B with(B builder) {
    inProcess.ifPresentOrElse(
        builder::httpClient, () -> builder.httpClientBuilder(UrlConnectionHttpClient.builder()));
    endpoint.ifPresent(builder::endpointOverride);
    if (emulated) {
      builder.region(Region.US_EAST_1).credentialsProvider(ANY_CREDENTIALS);
    }
    return builder;
  }
}
