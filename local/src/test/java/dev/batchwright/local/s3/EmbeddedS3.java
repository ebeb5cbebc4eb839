package dev.batchwright.local.s3;

import dev.batchwright.local.TestClients;
import dev.batchwright.local.http.EndpointServer;
import dev.batchwright.local.http.InProcessClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;

/// An endpoint on a port of its own, with a client.
final class EmbeddedS3 implements AutoCloseable {
  private final EndpointServer server;
  private final Buckets buckets;
  private final S3Client client;
  private final InProcessClient inProcess;

  EmbeddedS3(Path dataDirectory) throws IOException {
    server = EndpointServer.bind(0);
    buckets = Buckets.in(dataDirectory);
    S3Endpoint endpoint = new S3Endpoint(buckets);
    server.serve(endpoint);
    inProcess = new InProcessClient(server.endpoint(), endpoint);
    client = TestClients.client(S3Client.builder().forcePathStyle(true), server.endpoint());
  }

  URI endpoint() {
    return server.endpoint();
  }

  Buckets buckets() {
    return buckets;
  }

  S3Client client() {
    return client;
  }

  /// The way for clients of this process.
  InProcessClient inProcess() {
    return inProcess;
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    buckets.close();
  }
}
