package dev.batchwright.cli.execution;

import dev.batchwright.batch.model.BadRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.MapRunItemCounts;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/// [Executions] over the AWS SDK, the same for every target.
public final class SfnExecutions implements Executions {

  /// Events of one page: a run's own history grows by some a wave, so one page is enough to catch
  /// up with.
  private static final int PAGE_EVENTS = 50;

  /// Executions of one page of `ListExecutions`, the service's own limit.
  private static final int MAX_LISTED = 1_000;

  /// How the name of the state machine of runs ends, as infra/template.yaml declares it.
  private static final String RUNS = "-BatchRun";

  private final SfnClient client;
  private final String stateMachineArn;
  private final String target;

  /// Executions of one state machine.
  ///
  /// @param target where that is, for messages: an endpoint or a region
  public SfnExecutions(SfnClient client, String stateMachineArn, String target) {
    this.client = Objects.requireNonNull(client, "client");
    this.stateMachineArn = Objects.requireNonNull(stateMachineArn, "stateMachineArn");
    this.target = Objects.requireNonNull(target, "target");
  }

  @Override
  public Executions sibling(String machine) {
    if (!stateMachineArn.endsWith(RUNS)) {
      throw new BadRequestException(
          "state machine %s is not called …%s, so that the stack's %s cannot be found beside it"
              .formatted(stateMachineArn, RUNS, machine));
    }
    String stem = stateMachineArn.substring(0, stateMachineArn.length() - RUNS.length());
    return new SfnExecutions(client, stem + "-" + machine, target);
  }

  @Override
  public String start(String name, String input) throws NameTakenException {
    try {
      return client
          .startExecution(it -> it.stateMachineArn(stateMachineArn).name(name).input(input))
          .executionArn();
    } catch (ExecutionAlreadyExistsException e) {
      throw new NameTakenException(arnOf(name), e);
    } catch (SdkException e) {
      throw unreachable("StartExecution", e);
    }
  }

  @Override
  public String arnOf(String name) {
    return arnOf(stateMachineArn, name);
  }

  private static String arnOf(String stateMachineArn, String name) {
    return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name;
  }

  @Override
  public Optional<Described> describe(String arn) {
    try {
      DescribeExecutionResponse found = client.describeExecution(it -> it.executionArn(arn));
      return Optional.of(
          new Described(
              arn,
              found.name(),
              orEmpty(found.input()),
              standing(found),
              found.startDate(),
              Optional.ofNullable(found.stopDate())));
    } catch (ExecutionDoesNotExistException _) {
      return Optional.empty();
    } catch (SdkException e) {
      throw unreachable("DescribeExecution", e);
    }
  }

  @Override
  public Optional<Described> elsewhere(String name) {
    String stack = stateMachineArn.substring(0, stateMachineArn.lastIndexOf('-') + 1);
    return call(
            "ListStateMachines",
            () -> client.listStateMachinesPaginator().stateMachines().stream().toList())
        .stream()
        .map(StateMachineListItem::stateMachineArn)
        .filter(arn -> arn.startsWith(stack) && !arn.equals(stateMachineArn))
        .flatMap(arn -> describe(arnOf(arn, name)).stream())
        .findFirst();
  }

  @Override
  public List<Listed> newest(Optional<String> status, int most) {
    return call(
        "ListExecutions",
        () ->
            client
                .listExecutionsPaginator(it ->
                    it.stateMachineArn(stateMachineArn)
                        .maxResults(Math.min(most, MAX_LISTED))
                        .statusFilter(status.orElse(null)))
                .executions()
                .stream()
                .limit(most)
                .map(it -> new Listed(it.executionArn(), it.name()))
                .toList());
  }

  @Override
  public Standing standing(String arn) {
    return standing(
        call("DescribeExecution", () -> client.describeExecution(it -> it.executionArn(arn))));
  }

  private static Standing standing(DescribeExecutionResponse execution) {
    return switch (execution.status()) {
      case SUCCEEDED -> new Standing.Succeeded(orEmpty(execution.output()));
      case ABORTED -> new Standing.Aborted();
      case FAILED -> new Standing.Failed(orEmpty(execution.error()), orEmpty(execution.cause()));
      case TIMED_OUT ->
          new Standing.Failed("States.Timeout", "the execution ran into its time limit");
      case RUNNING, PENDING_REDRIVE, UNKNOWN_TO_SDK_VERSION -> new Standing.Running();
    };
  }

  @Override
  public List<Happening> since(String arn, long afterEvent) {
    List<Happening> newestFirst = new ArrayList<>();
    GetExecutionHistoryRequest request =
        GetExecutionHistoryRequest.builder()
            .executionArn(arn)
            .reverseOrder(true)
            .maxResults(PAGE_EVENTS)
            .build();
    while (true) {
      GetExecutionHistoryRequest page = request;
      GetExecutionHistoryResponse answer =
          call("GetExecutionHistory", () -> client.getExecutionHistory(page));
      for (HistoryEvent event : answer.events()) {
        if (event.id() <= afterEvent) {
          return newestFirst.reversed();
        }
        newestFirst.add(happening(event));
      }
      if (answer.nextToken() == null) {
        return newestFirst.reversed();
      }
      request = request.toBuilder().nextToken(answer.nextToken()).build();
    }
  }

  private static Happening happening(HistoryEvent event) {
    long id = event.id();
    if (event.stateEnteredEventDetails() != null) {
      return new Happening.Entered(id, event.stateEnteredEventDetails().name());
    }
    if (event.taskSucceededEventDetails() != null) {
      return new Happening.Answered(id, orEmpty(event.taskSucceededEventDetails().output()));
    }
    if (event.taskFailedEventDetails() != null) {
      return new Happening.TaskFailed(id, orEmpty(event.taskFailedEventDetails().error()));
    }
    if (event.mapRunStartedEventDetails() != null) {
      return new Happening.MapRunStarted(id, event.mapRunStartedEventDetails().mapRunArn());
    }
    return new Happening.Other(id);
  }

  @Override
  public ItemCounts items(String mapRunArn) {
    MapRunItemCounts counts =
        call("DescribeMapRun", () -> client.describeMapRun(it -> it.mapRunArn(mapRunArn)))
            .itemCounts();
    return new ItemCounts(
        counts.total(), counts.succeeded(), counts.failed() + counts.timedOut() + counts.aborted());
  }

  @Override
  public void stop(String arn, String error, String cause) {
    call(
        "StopExecution",
        () -> client.stopExecution(it -> it.executionArn(arn).error(error).cause(cause)));
  }

  private <T> T call(String operation, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw unreachable(operation, e);
    }
  }

  private UnreachableException unreachable(String operation, SdkException e) {
    String advice =
        e instanceof SdkClientException
            ? "check that it runs, the endpoint and the credentials"
            : "check the state machine's name and the permissions";
    return new UnreachableException(
        "%s at %s: %s; %s".formatted(operation, target, e.getMessage(), advice), e);
  }

  private static String orEmpty(String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
