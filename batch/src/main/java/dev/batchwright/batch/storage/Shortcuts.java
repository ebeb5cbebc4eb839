package dev.batchwright.batch.storage;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/// Endpoints that this very process answers, and the HTTP clients that reach them without a socket.
/// The protocol is the same either way; what is saved is copying each byte through the kernel
/// twice. Thread-safe; on AWS it is empty.
public final class Shortcuts {

  private static final ConcurrentMap<URI, SdkHttpClient> CLIENTS = new ConcurrentHashMap<>();

  private Shortcuts() {}

  /// From now on, clients that are made for this endpoint take this way.
  public static void open(URI endpoint, SdkHttpClient client) {
    CLIENTS.put(endpoint, client);
  }

  /// Clients that are made from now on take the port again.
  public static void close(URI endpoint) {
    CLIENTS.remove(endpoint);
  }

  /// A client that takes the way there is to the endpoint, if there is one now. It looks for the
  /// way at each request, since an endpoint that is closed may be followed by another at its port;
  /// where none did, it stays with the one it was made for.
  public static Optional<SdkHttpClient> to(URI endpoint) {
    return Optional.ofNullable(CLIENTS.get(endpoint)).map(way -> new Shortcut(endpoint, way));
  }

  private record Shortcut(URI endpoint, SdkHttpClient made) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return CLIENTS.getOrDefault(endpoint, made).prepareRequest(request);
    }

    @Override
    public String clientName() {
      return "Shortcut";
    }

    @Override
    public void close() {
      // The way is its endpoint's, and stays open for others.
    }
  }
}
