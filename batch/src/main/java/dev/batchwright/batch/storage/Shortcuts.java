package dev.batchwright.batch.storage;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

  public static Optional<SdkHttpClient> to(URI endpoint) {
    return Optional.ofNullable(CLIENTS.get(endpoint));
  }
}
