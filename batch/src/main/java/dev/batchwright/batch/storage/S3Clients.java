package dev.batchwright.batch.storage;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Makes the S3 client that [S3Storage] wants.
public final class S3Clients {

  /// A connection that says nothing for so long is given up and the request tried again. S3 begins
  /// to answer within 200 ms as a rule; a ranged GET of 8 MiB takes well under a second.
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private S3Clients() {}

  /// The client for where this process runs, as the SDK finds out by itself: region, credentials,
  /// and with `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL` another endpoint, spoken to path-style.
  public static S3Client create() {
    boolean elsewhere =
        System.getenv("AWS_ENDPOINT_URL_S3") != null || System.getenv("AWS_ENDPOINT_URL") != null;
    return create(builder -> {
      builder.forcePathStyle(elsewhere);
      if ("on-demand".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
        // Lambda says both in the environment: a cold start is spared the SDK's search, sixty
        // classes. A function of a snapshot is given credentials that change, in another way.
        builder
            .region(Region.of(System.getenv("AWS_REGION")))
            .credentialsProvider(EnvironmentVariableCredentialsProvider.create());
      }
    });
  }

  /// The client for another endpoint than AWS, spoken to path-style; region and credentials are the
  /// caller's. Where the endpoint is this process, no socket is used.
  public static S3Client create(URI endpoint, Consumer<S3ClientBuilder> target) {
    S3ClientBuilder builder = builder().endpointOverride(endpoint).forcePathStyle(true);
    Shortcuts.to(endpoint)
        .ifPresentOrElse(builder::httpClient, () -> builder.httpClientBuilder(sockets()));
    target.accept(builder);
    return builder.build();
  }

  /// The client for a target: region, credentials, endpoint and path style are the caller's.
  public static S3Client create(Consumer<S3ClientBuilder> target) {
    S3ClientBuilder builder = builder().httpClientBuilder(sockets());
    target.accept(builder);
    return builder.build();
  }

  private static UrlConnectionHttpClient.Builder sockets() {
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE);
  }

  private static S3ClientBuilder builder() {
    return S3Client.builder()
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        // One owner of retries for a request: this client. Who builds on this one finds the
        // strategy in
        // its override configuration, to put its own around it.
        .overrideConfiguration(c ->
            c.retryStrategy(Retries.standard())
                .addExecutionInterceptor(new NoExpect())
                .addExecutionInterceptor(new RequestCounting())
                .addExecutionInterceptor(new ThrottleWatch()))
        .serviceConfiguration(c -> c.chunkedEncodingEnabled(false));
  }
}
