package dev.batchwright.tests.embedded;

import dev.batchwright.batch.storage.Shortcuts;
import dev.batchwright.local.EmbeddedTarget;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Clients of an embedded target of this process, and the short way to it for its handlers. Closing
/// them closes the target.
record TargetClients(EmbeddedTarget target, S3Client s3, SfnClient sfn, SqsClient sqs)
    implements AutoCloseable {

  static TargetClients of(EmbeddedTarget target) {
    Shortcuts.open(target.endpoint(), target.httpClient());
    return new TargetClients(
        target,
        client(target, S3Client.builder().forcePathStyle(true)),
        client(target, SfnClient.builder()),
        client(target, SqsClient.builder()));
  }

  private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
      EmbeddedTarget target, B builder) {
    return builder
        .endpointOverride(target.endpoint())
        .httpClient(target.httpClient())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  @Override
  public void close() {
    Shortcuts.close(target.endpoint());
    target.close();
  }
}
