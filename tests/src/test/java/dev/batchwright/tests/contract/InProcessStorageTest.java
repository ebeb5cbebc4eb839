package dev.batchwright.tests.contract;

import dev.batchwright.batch.storage.S3Clients;
import dev.batchwright.batch.storage.S3Storage;
import dev.batchwright.batch.storage.Shortcuts;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.StorageContract;
import dev.batchwright.local.http.EndpointServer;
import dev.batchwright.local.http.InProcessClient;
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

/// The embedded S3 endpoint keeps the contract for clients of its own process, too.
final class InProcessStorageTest extends StorageContract {

  @TempDir Path directory;

  /// Bound and never served: whatever went through the port would hang or fail.
  private EndpointServer server;

  private Buckets buckets;
  private S3Storage storage;

  @BeforeEach
  void start() throws IOException {
    server = EndpointServer.bind(0);
    buckets = Buckets.in(directory);
    buckets.create("data");
    InProcessClient client = new InProcessClient(server.endpoint(), new S3Endpoint(buckets));
    Shortcuts.open(server.endpoint(), client);
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    storage =
        S3Storage.of(
            S3Clients.create(
                server.endpoint(),
                builder -> builder.region(Region.US_EAST_1).credentialsProvider(credentials)));
  }

  @AfterEach
  void stop() throws IOException {
    storage.close();
    Shortcuts.close(server.endpoint());
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
