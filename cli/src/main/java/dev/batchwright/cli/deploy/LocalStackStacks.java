package dev.batchwright.cli.deploy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// CloudFormation of LocalStack, with what it says of a deletion that goes on put right.
///
/// LocalStack 4.14 deletes, with a stack whose creation failed, also the resources that were never
/// made. Each of them makes the whole stack `DELETE_FAILED`, and then `ROLLBACK_IN_PROGRESS` and
/// `ROLLBACK_COMPLETE`, while the deletion goes on to its end, which is `DELETE_COMPLETE`. So a
/// stack that is being deleted is not said to be anything else as long as something happens to it.
final class LocalStackStacks implements Stacks {

  /// Looks without news after which a deletion has come to its end: ten seconds, when one looks
  /// four times a second. No resource of the template is deleted in silence for longer.
  static final int QUIET_LOOKS = 40;

  private static final String DELETED = "DELETE_COMPLETE";

  private final Stacks stacks;
  private final Map<String, Deletion> deletions = new HashMap<>();

  LocalStackStacks(Stacks stacks) {
    this.stacks = stacks;
  }

  private static final class Deletion {
    private int events;
    private int quietLooks;
  }

  @Override
  public Optional<Stack> find(String nameOrId) {
    return stacks.find(nameOrId).map(this::settled);
  }

  private Stack settled(Stack stack) {
    Deletion deletion = deletions.get(stack.id());
    if (deletion == null || stack.status().equals(DELETED)) {
      return stack;
    }
    int events = stacks.events(stack.id()).size();
    deletion.quietLooks = events == deletion.events ? deletion.quietLooks + 1 : 0;
    deletion.events = events;
    if (deletion.quietLooks >= QUIET_LOOKS) {
      return stack;
    }
    return new Stack(
        stack.id(),
        stack.name(),
        "DELETE_IN_PROGRESS",
        stack.reason(),
        stack.parameters(),
        stack.outputs());
  }

  @Override
  public void delete(String stackId) {
    deletions.put(stackId, new Deletion());
    stacks.delete(stackId);
  }

  @Override
  public String createChangeSet(ChangeOrder order) {
    return stacks.createChangeSet(order);
  }

  @Override
  public ChangeSet changeSet(String changeSetArn) {
    return stacks.changeSet(changeSetArn);
  }

  @Override
  public void deleteChangeSet(String changeSetArn) {
    stacks.deleteChangeSet(changeSetArn);
  }

  @Override
  public void execute(String changeSetArn) {
    stacks.execute(changeSetArn);
  }

  @Override
  public List<StackEvent> events(String stackId) {
    return stacks.events(stackId);
  }

  @Override
  public List<StackResource> resources(String stackId) {
    return stacks.resources(stackId);
  }

  @Override
  public void close() {
    stacks.close();
  }
}
