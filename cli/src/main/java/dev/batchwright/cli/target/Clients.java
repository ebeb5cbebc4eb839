package dev.batchwright.cli.target;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Makes SDK clients for a target, on the JDK's own HTTP client, which starts fastest.
///
/// @param endpoint where it is, where that is not AWS itself
/// @param emulated whether it takes any credentials, so that none have to be looked for
/// @param inProcess the way to it, where it is this process
record Clients(Optional<URI> endpoint, boolean emulated, Optional<SdkHttpClient> inProcess) {

  /// What emulators expect; LocalStack takes the key for an account where it is a number.
  private static final StaticCredentialsProvider ANY_CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  /// Clients for a target that may be anywhere.
  static Clients to(Optional<URI> endpoint, boolean emulated) {
    return new Clients(endpoint, emulated, Optional.empty());
  }

  /// Clients for the target of this process.
  static Clients inProcess(URI endpoint, SdkHttpClient client) {
    return new Clients(Optional.of(endpoint), true, Optional.of(client));
  }

  SfnClient states() {
    return with(SfnClient.builder()).build();
  }

  SqsClient queues() {
    return with(SqsClient.builder()).build();
  }

  S3Client objects() {
    return with(S3Client.builder().forcePathStyle(emulated)).build();
  }

  /// Where it is, for messages.
  String where() {
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
