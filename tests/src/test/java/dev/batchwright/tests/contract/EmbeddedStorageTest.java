package dev.batchwright.tests.contract;

import dev.batchwright.batch.storage.S3Clients;
import dev.batchwright.batch.storage.S3Storage;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.StorageContract;
import dev.batchwright.local.http.EndpointServer;
import dev.batchwright.local.s3.Buckets;
import dev.batchwright.local.s3.S3Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// The embedded S3 endpoint, through the SDK, keeps the contract that the fake keeps.
final class EmbeddedStorageTest extends StorageContract {

  @TempDir Path directory;

  private EndpointServer server;
  private Buckets buckets;
  private S3Storage storage;

  @BeforeEach
  void start() throws IOException {
    server = EndpointServer.bind(0);
    buckets = Buckets.in(directory);
    buckets.create("data");
    server.serve(new S3Endpoint(buckets));
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    storage =
        S3Storage.of(
            S3Clients.create(builder ->
                builder
                    .endpointOverride(server.endpoint())
                    .forcePathStyle(true)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(credentials)));
  }

  @AfterEach
  void stop() throws IOException {
    storage.close();
    server.close();
    buckets.close();
  }

  @Override
  protected Storage storage() {
    return storage;
  }

  @Override
  protected String bucket() {
    return "data";
  }

  @Override
  protected String prefix() {
    return "test/";
  }
}
