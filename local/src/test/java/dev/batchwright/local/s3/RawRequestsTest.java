package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no SDK sends: attacks, mistakes, and the wire format itself.
class RawRequestsTest {

  @TempDir private Path directory;
  private EmbeddedS3 embedded;

  @BeforeEach
  void start() throws IOException {
    embedded = new EmbeddedS3(directory.resolve("data"));
    embedded.buckets().create("bucket");
    Files.writeString(directory.resolve("secret"), "secret");
  }

  @AfterEach
  void stop() throws IOException {
    embedded.close();
  }

  /// Sends bytes as they are and reads the whole answer.
  private String send(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", embedded.endpoint().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String send(String method, String target, String headers, String body)
      throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return send(
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + headers
            + "Content-Length: "
            + length
            + "\r\n\r\n"
            + body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bucket/../../secret",
        "/bucket/..%2F..%2Fsecret",
        "/bucket/%2e%2e/%2e%2e/secret",
        "/bucket/a/../../../secret",
        "/bucket/./x",
        "/bucket/a%00b",
        "/bucket/.batchwright-s3/x",
        "/../secret",
        "/%2e%2e/secret",
        "/.batchwright-s3/buckets",
        "/bucket/%ff",
        "/bucket/..",
      })
  void noKeyLeadsOutOfItsBucket(String target) throws IOException {
    for (String method : new String[] {"GET", "PUT", "DELETE"}) {
      String answer = send(method, target, "", method.equals("PUT") ? "changed" : "");
      assertThat(answer).as(method).containsPattern("^HTTP/1.1 4\\d\\d ");
      assertThat(answer).doesNotContain("\r\n\r\nsecret");
    }
    assertThat(directory.resolve("secret")).hasContent("secret");
    assertThat(directory.resolve("data/bucket")).isEmptyDirectory();
  }

  @Test
  void aKeyThatBeginsWithASlashStaysInItsBucket() throws IOException {
    assertThat(send("PUT", "/bucket//etc/passwd", "", "x")).startsWith("HTTP/1.1 200 ");
    assertThat(send("GET", "/bucket//etc/passwd", "", "")).endsWith("\r\n\r\nx");
    assertThat(send("GET", "/bucket?list-type=2", "", "")).contains("<Key>/etc/passwd</Key>");
    assertThat(send("GET", "/bucket/etc/passwd", "", "")).contains("NoSuchKey");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /bucket/x?acl, NotImplemented, acl",
    "PUT, /bucket?lifecycle, NotImplemented, lifecycle",
    "GET, /bucket/x?versionId=abc, NotImplemented, Versioning",
    "PATCH, /bucket/x, MethodNotAllowed, PATCH",
    "POST, /, MethodNotAllowed, service",
    "PUT, /Bad_Name, InvalidBucketName, Bad_Name",
    "PUT, /ab, InvalidBucketName, 3 to 63",
    "PUT, /192.168.1.1, InvalidBucketName, valid",
    "PUT, /bucket, BucketAlreadyOwnedByYou, already own",
    "GET, /bucket?max-keys=x, InvalidArgument, max-keys",
    "GET, /bucket?list-type=2&continuation-token=x, InvalidArgument, continuation token",
    "GET, /bucket?encoding-type=x, InvalidArgument, Encoding",
    "GET, /nobucket?list-type=2, NoSuchBucket, nobucket",
    "POST, /bucket?delete, MalformedXML, Delete",
    "PUT, /bucket/x?partNumber=10001&uploadId=1, InvalidArgument, between 1 and 10000",
    "PUT, /bucket/x?partNumber=1&uploadId=../.., NoSuchUpload, upload",
  })
  void mistakesAreNamed(String method, String target, String code, String says) throws IOException {
    assertThat(send(method, target, "", ""))
        .contains("<Code>" + code + "</Code>")
        .contains(says)
        .contains("<RequestId>");
  }

  @Test
  void keysAndSegmentsThatAreTooLongAreRefused() throws IOException {
    assertThat(send("PUT", "/bucket/" + "a/".repeat(512) + "a", "", ""))
        .contains("<Code>KeyTooLongError</Code>");
    assertThat(send("PUT", "/bucket/" + "a/".repeat(511) + "a", "", "")).contains(" 200 ");
    assertThat(send("PUT", "/bucket/" + "a".repeat(256), "", ""))
        .contains("<Code>KeyTooLongError</Code>")
        .contains("between two slashes");
    assertThat(send("PUT", "/bucket/" + "a".repeat(255), "", "")).contains(" 200 ");
  }

  @Test
  void xmlWithADocumentTypeIsRefused() throws IOException {
    String attack =
        "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY e SYSTEM \"file://"
            + directory.resolve("secret")
            + "\">]><Delete><Object><Key>&e;</Key></Object></Delete>";
    assertThat(send("POST", "/bucket?delete", "", attack))
        .contains("<Code>MalformedXML</Code>")
        .doesNotContain(">secret");
  }

  private static final String CHUNKED =
      "Content-Encoding: aws-chunked\r\nx-amz-content-sha256: %s\r\n"
          + "x-amz-decoded-content-length: 9\r\nx-amz-trailer: x-amz-checksum-crc32\r\n";

  @ParameterizedTest
  @CsvSource({
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER, ''",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, ;chunk-signature=0055627c9e194cb4542bae2aa5492e3c",
  })
  void awsChunkedBodiesAreDecodedAndTheirTrailersVerified(String kind, String signature)
      throws IOException {
    String chunks = "5%1$s\r\n12345\r\n4%1$s\r\n6789\r\n0%1$s\r\nx-amz-checksum-crc32:%2$s\r\n\r\n";
    String good = chunks.formatted(signature, "y/Q5Jg==");
    String answer = send("PUT", "/bucket/x", CHUNKED.formatted(kind), good);
    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("y/Q5Jg==");
    String got = send("GET", "/bucket/x", "x-amz-checksum-mode: ENABLED\r\n", "");
    assertThat(got).endsWith("\r\n\r\n123456789").contains("y/Q5Jg==");
    assertThat(got.toLowerCase(Locale.ROOT)).doesNotContain("aws-chunked");
    String bad = chunks.formatted(signature, "y/Q6Jg==");
    assertThat(send("PUT", "/bucket/y", CHUNKED.formatted(kind), bad)).contains("BadDigest");
    String cut = "5" + signature + "\r\n12345\r\n4" + signature + "\r\n67";
    assertThat(send("PUT", "/bucket/y", CHUNKED.formatted(kind), cut)).contains("IncompleteBody");
    String noTrailer = good.substring(0, good.indexOf("x-amz-checksum"));
    assertThat(send("PUT", "/bucket/y", CHUNKED.formatted(kind), noTrailer))
        .contains("<Code>InvalidRequest</Code>");
    String shorter = "5" + signature + "\r\n12345\r\n0" + signature + "\r\n\r\n";
    assertThat(
            send(
                "PUT",
                "/bucket/y",
                CHUNKED.formatted(kind).replaceAll("x-amz-trailer.*\r\n", ""),
                shorter))
        .contains("IncompleteBody");
    assertThat(directory.resolve("data/bucket/y")).doesNotExist();
  }

  @Test
  void aBodyThatBreaksOffLeavesNothing() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", embedded.endpoint().getPort())) {
      String request =
          "PUT /bucket/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
    assertThat(directory.resolve("data/bucket")).isEmptyDirectory();
    assertThat(directory.resolve("data/.batchwright-s3/buckets/bucket/incoming"))
        .isEmptyDirectory();
  }

  @Test
  void aHeadHasTheHeadersOfAGetAndNoBody() throws IOException {
    send("PUT", "/bucket/x", "", "12345");
    assertThat(send("HEAD", "/bucket/x", "", ""))
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("content-length: 5\r\n")
        .endsWith("\r\n\r\n");
    assertThat(send("HEAD", "/bucket/nothing", "", "")).contains(" 404 ").endsWith("\r\n\r\n");
  }

  @Test
  void aConnectionServesAnErrorAndThenTheNextRequest() throws IOException {
    String put =
        "PUT /nobucket/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n"
            + "x".repeat(200_000);
    String next = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assertThat(send(put + next)).contains("NoSuchBucket").contains("ListAllMyBucketsResult");
  }

  @Test
  void aListingMayStartWhereNoKeyCanBe() throws IOException {
    send("PUT", "/bucket/b", "", "");
    for (String after : List.of("a%00-x", ".-", "..-", "a/../-", "%01".repeat(300) + "-")) {
      assertThat(send("GET", "/bucket?list-type=2&start-after=" + after, "", ""))
          .as(after)
          .contains("<Key>b</Key>");
      assertThat(send("GET", "/bucket?list-type=2&prefix=" + after, "", ""))
          .as(after)
          .contains("<KeyCount>0</KeyCount>");
    }
  }

  @Test
  void urlEncodedListingsSurviveEveryCharacter() throws IOException {
    send("PUT", "/bucket/a%01%20+%26%3C%C3%BC", "", "");
    assertThat(send("GET", "/bucket?list-type=2&encoding-type=url", "", ""))
        .contains("<Key>a%01%20%2B%26%3C%C3%BC</Key>");
  }
}
