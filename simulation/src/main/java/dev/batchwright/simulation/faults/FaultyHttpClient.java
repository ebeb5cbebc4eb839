package dev.batchwright.simulation.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Stands between an SDK client for S3 and the way to its endpoint, whatever that is, and lets
/// happen to each request what a [FaultPlan] says. Below the SDK's own retries, so that they are
/// put to the test as well.
public final class FaultyHttpClient implements SdkHttpClient {

  private final SdkHttpClient target;
  private final FaultPlan plan;
  private final Pause pause;
  private final BiConsumer<S3Call, Fault> witness;

  /// @param target the way to the endpoint; closing it is the caller's
  /// @param plan what goes wrong
  /// @param pause how time passes
  /// @param witness is told of each fault
  public FaultyHttpClient(
      SdkHttpClient target, FaultPlan plan, Pause pause, BiConsumer<S3Call, Fault> witness) {
    this.target = Objects.requireNonNull(target, "target");
    this.plan = Objects.requireNonNull(plan, "plan");
    this.pause = Objects.requireNonNull(pause, "pause");
    this.witness = Objects.requireNonNull(witness, "witness");
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {
        // Faults are over when they have happened; there is nothing to give up.
      }
    };
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
    S3Call call = S3Call.of(request.httpRequest());
    pause.pass(plan.latency(call));
    Optional<Fault> fault = plan.fault(call);
    fault.ifPresent(it -> witness.accept(call, it));
    HttpExecuteResponse answer =
        fault.isEmpty() ? send(request) : suffer(call, request, fault.get());
    pause.pass(plan.latency(call));
    return answer;
  }

  private HttpExecuteResponse suffer(S3Call call, HttpExecuteRequest request, Fault fault)
      throws IOException {
    return switch (fault) {
      case Fault.Refused refused -> error(refused.status(), refused.code());
      case Fault.RefusedAfter refused -> {
        discard(send(request));
        yield error(refused.status(), refused.code());
      }
      case Fault.Cut _ -> throw new SocketException("Connection reset");
      case Fault.AnswerLost _ -> {
        discard(send(request));
        throw new SocketException("Connection reset");
      }
      case Fault.Stalled stalled -> {
        if (stalled.done()) {
          discard(send(request));
        }
        pause.pass(stalled.silence());
        throw new SocketTimeoutException("Read timed out");
      }
      case Fault.BodyCut cut ->
          withBody(send(request), body -> FaultyBody.cut(body, share(body, cut.share())));
      case Fault.BodyTruncated cut ->
          withBody(send(request), body -> FaultyBody.truncated(body, share(body, cut.share())));
      case Fault.BodyCorrupted corrupted ->
          withBody(
              send(request),
              body -> {
                FaultyBody.flip(body, corrupted.place(), corrupted.bit());
                return new ByteArrayInputStream(body);
              });
      case Fault.RequestCorrupted corrupted -> send(corrupt(request, corrupted));
      case Fault.BodySlow slow ->
          withBody(
              send(request), body -> FaultyBody.slow(body, slow.pieces(), slow.pause(), pause));
      case Fault.Killed killed -> {
        if (killed.done()) {
          discard(send(request));
        }
        throw new WorkerKilled(killed.kind(), "killed at " + call);
      }
      case Fault.OutOfMemory _ -> throw new OutOfMemoryError("Java heap space");
    };
  }

  private HttpExecuteResponse send(HttpExecuteRequest request) throws IOException {
    return target.prepareRequest(request).call();
  }

  private static void discard(HttpExecuteResponse answer) throws IOException {
    if (answer.responseBody().isPresent()) {
      answer.responseBody().get().close();
    }
  }

  private static int share(byte[] body, double share) {
    return (int) (body.length * share);
  }

  private interface Change {
    InputStream apply(byte[] body);
  }

  /// An error's body is left alone: what it says is what the fault would be about.
  private static HttpExecuteResponse withBody(HttpExecuteResponse answer, Change change)
      throws IOException {
    Optional<AbortableInputStream> body = answer.responseBody();
    if (body.isEmpty() || !answer.httpResponse().isSuccessful()) {
      return answer;
    }
    byte[] bytes;
    try (InputStream in = body.get()) {
      bytes = in.readAllBytes();
    }
    return HttpExecuteResponse.builder()
        .response(answer.httpResponse())
        .responseBody(AbortableInputStream.create(change.apply(bytes)))
        .build();
  }

  private static HttpExecuteRequest corrupt(
      HttpExecuteRequest request, Fault.RequestCorrupted corrupted) throws IOException {
    Optional<ContentStreamProvider> content = request.contentStreamProvider();
    if (content.isEmpty()) {
      return request;
    }
    byte[] bytes;
    try (InputStream in = content.get().newStream()) {
      bytes = in.readAllBytes();
    }
    FaultyBody.flip(bytes, corrupted.place(), corrupted.bit());
    return HttpExecuteRequest.builder()
        .request(request.httpRequest())
        .contentStreamProvider(() -> new ByteArrayInputStream(bytes))
        .build();
  }

  private static HttpExecuteResponse error(int status, String code) {
    byte[] body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, "injected")
            .getBytes(StandardCharsets.UTF_8);
    SdkHttpResponse response =
        SdkHttpFullResponse.builder()
            .statusCode(status)
            .putHeader("Content-Type", "application/xml")
            .putHeader("Content-Length", Integer.toString(body.length))
            .build();
    return HttpExecuteResponse.builder()
        .response(response)
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  @Override
  public String clientName() {
    return "Faulty" + target.clientName();
  }

  @Override
  public void close() {
    target.close();
  }
}
