package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.local.TestClients;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// What is particular to bodies that a client of the same process pulls out of the file itself.
class InProcessClientTest {

  private static final int SIZE_BYTES = 600_000;

  @TempDir private Path home;

  private EmbeddedS3 embedded;
  private S3Client client;
  private final byte[] content = new byte[SIZE_BYTES];

  @BeforeEach
  void start() throws IOException {
    embedded = new EmbeddedS3(home);
    embedded.buckets().create("data");
    client =
        TestClients.client(
            S3Client.builder().forcePathStyle(true), embedded.endpoint(), embedded.inProcess());
    for (int i = 0; i < SIZE_BYTES; i++) {
      content[i] = (byte) (i * 31 + i / 256);
    }
    client.putObject(b -> b.bucket("data").key("x"), RequestBody.fromBytes(content));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    embedded.close();
  }

  private ResponseInputStream<GetObjectResponse> get(String range) {
    return client.getObject(b -> b.bucket("data").key("x").range(range));
  }

  private Path file() throws IOException {
    try (var files = Files.walk(home)) {
      return files.filter(f -> f.getFileName().toString().equals("x")).findFirst().orElseThrow();
    }
  }

  @Test
  void aRangeIsPulledByteByByteOrAtOnce() throws IOException {
    byte[] expected = Arrays.copyOfRange(content, 7, 300_000);
    try (InputStream atOnce = get("bytes=7-299999")) {
      assertThat(atOnce.readAllBytes()).isEqualTo(expected);
      assertThat(atOnce.read()).isEqualTo(-1);
    }
    try (InputStream single = get("bytes=7-9")) {
      assertThat(single.read()).isEqualTo(expected[0] & 0xff);
      assertThat(single.readNBytes(5)).isEqualTo(Arrays.copyOfRange(content, 8, 10));
    }
  }

  @Test
  void whatIsBeingReadStaysAsItWasWhenTheKeyIsOverwritten() throws IOException {
    try (InputStream before = get("bytes=0-")) {
      client.putObject(b -> b.bucket("data").key("x"), RequestBody.fromString("new"));
      assertThat(before.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void aFileThatIsCutWhileItIsReadBreaksTheBody() throws IOException {
    try (InputStream body = get("bytes=0-");
        FileChannel file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      file.truncate(1000);
      assertThatThrownBy(body::readAllBytes)
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("the file was cut at byte 1000")
          .hasMessageContaining("bytes [0, 600000)");
    }
  }

  @Test
  void afterTheTargetHasStoppedRequestsSaySo() {
    embedded.inProcess().close();
    assertThatThrownBy(() -> get("bytes=0-"))
        .isInstanceOf(SdkClientException.class)
        .hasStackTraceContaining(
            "the embedded target at " + embedded.endpoint() + " has been stopped");
  }
}
