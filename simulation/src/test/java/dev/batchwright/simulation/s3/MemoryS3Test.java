package dev.batchwright.simulation.s3;

import dev.batchwright.batch.storage.S3Clients;
import dev.batchwright.batch.storage.S3Storage;
import dev.batchwright.batch.storage.Shortcuts;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.StorageContract;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// S3 in memory keeps the contract that the embedded endpoint and S3 itself keep.
final class MemoryS3Test extends StorageContract {

  private static final URI ENDPOINT = URI.create("http://memory.invalid");

  private S3Storage storage;

  @BeforeEach
  void open() {
    Shortcuts.open(ENDPOINT, new MemoryS3(new MemoryStore().bucket("data")));
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    storage =
        S3Storage.of(
            S3Clients.create(
                ENDPOINT,
                builder -> builder.region(Region.US_EAST_1).credentialsProvider(credentials)));
  }

  @AfterEach
  void close() {
    storage.close();
    Shortcuts.close(ENDPOINT);
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
