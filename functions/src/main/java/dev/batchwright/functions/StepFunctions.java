package dev.batchwright.functions;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.pipeline.TaskAnswers;
import dev.batchwright.batch.storage.Shortcuts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.SfnClientBuilder;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// The Step Functions API, as little of it as functions call themselves. The client is made by the
/// first call, since most functions need none. Safe for many threads.
final class StepFunctions implements TaskAnswers {

  private static final int BAD_REQUEST = 400;

  private static final Map<Map<String, String>, SfnClient> SHARED = new ConcurrentHashMap<>();

  private final Supplier<SfnClient> client;

  private StepFunctions(Supplier<SfnClient> client) {
    this.client = client;
  }

  /// The API where a function with these environment variables finds it.
  static StepFunctions of(Map<String, String> variables) {
    Map<String, String> key = Map.copyOf(variables);
    return new StepFunctions(() -> SHARED.computeIfAbsent(key, StepFunctions::create));
  }

  @Override
  public void succeed(String token, byte[] output) {
    String json = new String(output, StandardCharsets.UTF_8);
    try {
      client.get().sendTaskSuccess(it -> it.taskToken(token).output(json));
    } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException _) {
      // It went on without this answer, or waits under another token.
    } catch (SdkException e) {
      throw failed("SendTaskSuccess", e);
    }
  }

  /// Starts an execution.
  ///
  /// @return false where there was one of this name, that has ended or was given another input
  boolean start(String machine, String name, byte[] input) {
    String json = new String(input, StandardCharsets.UTF_8);
    try {
      client.get().startExecution(it -> it.stateMachineArn(machine).name(name).input(json));
      return true;
    } catch (ExecutionAlreadyExistsException _) {
      return false;
    } catch (SdkException e) {
      throw failed("StartExecution of " + name, e);
    }
  }

  private static RuntimeException failed(String operation, SdkException e) {
    boolean refused =
        e instanceof SfnException answer
            && answer.statusCode() == BAD_REQUEST
            && !answer.isThrottlingException();
    String what = "Step Functions " + operation + ": " + e.getMessage();
    return refused
        ? new BadRequestException(what + "; check the function's role and its settings", e)
        : new TransientException(what, e);
  }

  private static SfnClient create(Map<String, String> environment) {
    ClientVariables variables = new ClientVariables(environment);
    SfnClientBuilder builder =
        SfnClient.builder().overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD));
    Optional<URI> endpoint = Optional.empty();
    if (!variables.areOfProcess()) {
      variables.identify(builder);
      endpoint = variables.endpoint("SFN");
      endpoint.ifPresent(builder::endpointOverride);
    }
    // Where the endpoint is this process, no socket is used.
    endpoint
        .flatMap(Shortcuts::to)
        .ifPresentOrElse(
            builder::httpClient,
            () -> builder.httpClientBuilder(UrlConnectionHttpClient.builder()));
    return builder.build();
  }
}
