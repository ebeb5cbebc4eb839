package dev.batchwright.batch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Ways to endpoints of this process.
final class ShortcutsTest {

  private static final URI ENDPOINT = URI.create("http://127.0.0.1:1");

  private static final HttpExecuteRequest REQUEST =
      HttpExecuteRequest.builder()
          .request(
              SdkHttpRequest.builder()
                  .method(SdkHttpMethod.GET)
                  .uri(URI.create("http://127.0.0.1:1/"))
                  .build())
          .build();

  private final List<String> asked = new ArrayList<>();

  private SdkHttpClient way(String name) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        asked.add(name);
        return null;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void aClientOutlivesTheEndpointThatItWasMadeFor() {
    assertThat(Shortcuts.to(ENDPOINT)).isEmpty();
    Shortcuts.open(ENDPOINT, way("first"));
    SdkHttpClient client = Shortcuts.to(ENDPOINT).orElseThrow();
    client.prepareRequest(REQUEST);
    Shortcuts.close(ENDPOINT);
    client.prepareRequest(REQUEST);
    // The same port again, as the system gives it to a later target.
    Shortcuts.open(ENDPOINT, way("second"));
    try {
      client.prepareRequest(REQUEST);
      assertThat(asked).containsExactly("first", "first", "second");
    } finally {
      Shortcuts.close(ENDPOINT);
    }
  }
}
