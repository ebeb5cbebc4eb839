package dev.batchwright.local.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.SdkHttpClient;

/// The contract on multipart uploads, held by the embedded endpoint for clients of its own process.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InProcessS3MultipartContractTest extends S3MultipartContract {
  private EmbeddedS3 embedded;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    embedded = new EmbeddedS3(directory);
  }

  @AfterAll
  void stop() throws IOException {
    embedded.close();
  }

  @Override
  URI endpoint() {
    return embedded.endpoint();
  }

  @Override
  Optional<SdkHttpClient> inProcess() {
    return Optional.of(embedded.inProcess());
  }
}
