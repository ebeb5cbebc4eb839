package dev.batchwright.cli.deploy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// CloudFormation by script: whenever something is begun, the next statuses and events are those
/// that the test wrote down.
final class FakeStacks implements Stacks {

  static final String ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/batchwright/1";
  static final String CHANGE_SET = "arn:changeset";

  final List<String> calls = new ArrayList<>();
  final List<ChangeOrder> orders = new ArrayList<>();
  final List<StackEvent> events = new ArrayList<>();
  final List<StackResource> resources = new ArrayList<>();
  final List<String> parameters = new ArrayList<>();

  /// The stack's statuses, one a look; the last one stays.
  private final Deque<String> statuses = new ArrayDeque<>();

  private final Deque<String> afterExecute = new ArrayDeque<>();
  private final Deque<String> afterDelete = new ArrayDeque<>();
  private final List<StackEvent> eventsOfExecution = new ArrayList<>();
  private ChangeSet changeSet = new ChangeSet("CREATE_COMPLETE", "", ID, List.of());
  private int looksUntilReady;
  private @Nullable String last;

  FakeStacks is(String... next) {
    statuses.addAll(List.of(next));
    return this;
  }

  FakeStacks afterExecute(String... next) {
    afterExecute.addAll(List.of(next));
    return this;
  }

  FakeStacks afterDelete(String... next) {
    afterDelete.addAll(List.of(next));
    return this;
  }

  FakeStacks changes(ChangeSet made, int looks) {
    changeSet = made;
    looksUntilReady = looks;
    return this;
  }

  FakeStacks happens(String logicalId, String type, String status, String reason) {
    String id = "e" + eventsOfExecution.size();
    eventsOfExecution.add(new StackEvent(id, "12:00:00", logicalId, type, status, reason));
    return this;
  }

  @Override
  public Optional<Stack> find(String nameOrId) {
    if (!statuses.isEmpty()) {
      last = statuses.poll();
    }
    return Optional.ofNullable(last)
        .filter(status -> !status.equals("DELETE_COMPLETE") || nameOrId.equals(ID))
        .map(status ->
            new Stack(
                ID,
                "batchwright",
                status,
                "",
                parameters,
                Map.of(
                    "DataBucketName",
                    "data-1",
                    "IncomingBucketName",
                    "incoming-1",
                    "BatchRunArn",
                    "arn:aws:states:us-east-1:123456789012:stateMachine:batchwright-BatchRun")));
  }

  @Override
  public String createChangeSet(ChangeOrder order) {
    calls.add("create change set " + (order.create() ? "CREATE" : "UPDATE"));
    orders.add(order);
    return CHANGE_SET;
  }

  @Override
  public ChangeSet changeSet(String changeSetArn) {
    if (looksUntilReady-- > 0) {
      return new ChangeSet("CREATE_IN_PROGRESS", "", ID, List.of());
    }
    return changeSet;
  }

  @Override
  public void deleteChangeSet(String changeSetArn) {
    calls.add("delete change set");
  }

  @Override
  public void execute(String changeSetArn) {
    calls.add("execute");
    statuses.addAll(afterExecute);
    events.addAll(eventsOfExecution);
  }

  @Override
  public List<StackEvent> events(String stackId) {
    return List.copyOf(events);
  }

  @Override
  public List<StackResource> resources(String stackId) {
    return resources;
  }

  @Override
  public void delete(String stackId) {
    calls.add("delete");
    statuses.addAll(afterDelete);
  }

  @Override
  public void close() {
    calls.add("close");
  }
}
