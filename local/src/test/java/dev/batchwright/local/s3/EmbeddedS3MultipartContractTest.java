package dev.batchwright.local.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The contract on multipart uploads, held by the embedded endpoint.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedS3MultipartContractTest extends S3MultipartContract {
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
}
