package dev.batchwright.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What callers in this process rely on and no protocol shows.
class FunctionHostTest {
  @Test
  void anInterruptedCallerTakesItsHandlerAlongAndGivesItsPlaceBack() throws Exception {
    try (FunctionHost host = host()) {
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  host.invoke("Waits", bytes("\"hang\""));
                  interrupted.complete(false);
                } catch (InterruptedException e) {
                  interrupted.complete(true);
                }
              });
      TestHandlers.Waits.ENTERED.acquire();

      caller.interrupt();

      assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(TestHandlers.Waits.LEFT.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(host.invoke("Waits", bytes("\"go on\"")))
          .isInstanceOf(InvocationResult.Succeeded.class);
    }
  }

  @Test
  void aClosedHostEndsWhatRuns() throws Exception {
    FunctionHost host = host();
    host.invokeLater("Waits", bytes("\"hang\""));
    TestHandlers.Waits.ENTERED.acquire();

    host.close();

    assertThat(TestHandlers.Waits.LEFT.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void settingsThatCannotBeAreNamed() {
    assertThatThrownBy(() -> definition("F", Duration.ZERO, 512))
        .hasMessageContaining("function F: Timeout 0: expected 1 to 900 seconds");
    assertThatThrownBy(() -> definition("F", Duration.ofSeconds(1), 64))
        .hasMessageContaining("MemorySize 64: expected 128 to 10240");
    assertThatThrownBy(() -> definition("F F", Duration.ofSeconds(1), 128))
        .hasMessageContaining("function name 'F F'");
    assertThatThrownBy(() -> new Concurrency(0, Concurrency.Overflow.QUEUE))
        .hasMessageContaining("expected 1 or more");
  }

  private static FunctionHost host() {
    FunctionHost host =
        new FunctionHost(
            "arn:",
            Map.of(),
            new Concurrency(1, Concurrency.Overflow.QUEUE),
            FunctionHostTest.class.getClassLoader());
    host.deploy(definition("Waits", Duration.ofMinutes(5), 512));
    return host;
  }

  private static FunctionDefinition definition(String name, Duration timeout, int memoryMb) {
    String handler = TestHandlers.class.getName() + "$Waits";
    return new FunctionDefinition(name, handler, timeout, memoryMb, OptionalInt.empty(), Map.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
