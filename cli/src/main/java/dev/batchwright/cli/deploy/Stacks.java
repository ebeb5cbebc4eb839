package dev.batchwright.cli.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What deploying needs of CloudFormation.
interface Stacks extends AutoCloseable {

  /// The stack of a name or id; empty where there is none.
  Optional<Stack> find(String nameOrId);

  /// Begins to work out what an order would change.
  ///
  /// @return the change set's ARN
  String createChangeSet(ChangeOrder order);

  /// How far a change set is, with all of its changes.
  ChangeSet changeSet(String changeSetArn);

  /// Throws a change set away.
  void deleteChangeSet(String changeSetArn);

  /// Begins to do what a change set says.
  void execute(String changeSetArn);

  /// What happened to a stack, the earliest first.
  List<StackEvent> events(String stackId);

  /// What a stack consists of.
  List<StackResource> resources(String stackId);

  /// Begins to delete a stack.
  void delete(String stackId);

  @Override
  void close();

  /// A stack as it is.
  ///
  /// @param id its ARN, which stays what it is when the stack is deleted
  /// @param name its name
  /// @param status as CloudFormation writes it, `UPDATE_COMPLETE` for example
  /// @param reason why it is so; empty where nothing is said
  /// @param parameters the names of its parameters
  /// @param outputs its outputs
  record Stack(
      String id,
      String name,
      String status,
      String reason,
      List<String> parameters,
      Map<String, String> outputs) {
    public Stack {
      parameters = List.copyOf(parameters);
      outputs = Map.copyOf(outputs);
    }

    boolean inProgress() {
      return status.endsWith("_IN_PROGRESS") && !isShell();
    }

    /// Nothing but a name that a change set hangs on.
    boolean isShell() {
      return status.equals("REVIEW_IN_PROGRESS");
    }
  }

  /// What a stack is to become.
  ///
  /// @param stack its name
  /// @param create whether it is made; else it is changed
  /// @param name the change set's name
  /// @param template the template's text
  /// @param templateUrl where the template lies, for templates that are too long for a request
  /// @param parameters values of parameters; a missing value is the one that it has
  record ChangeOrder(
      String stack,
      boolean create,
      String name,
      String template,
      String templateUrl,
      Map<String, Optional<String>> parameters) {
    public ChangeOrder {
      parameters = Map.copyOf(parameters);
    }
  }

  /// How far a change set is.
  ///
  /// @param status as CloudFormation writes it
  /// @param reason why it is so; empty where nothing is said
  /// @param stackId the stack's ARN
  /// @param changes what would be done
  record ChangeSet(String status, String reason, String stackId, List<Change> changes) {
    public ChangeSet {
      changes = List.copyOf(changes);
    }

    boolean isReady() {
      return status.equals("CREATE_COMPLETE");
    }

    boolean isBeingMade() {
      return status.equals("CREATE_PENDING") || status.equals("CREATE_IN_PROGRESS");
    }

    /// An empty change set is a failed one, told by its reason. (AWS: both sentences are in use.)
    boolean isEmpty() {
      return status.equals("FAILED")
          && (reason.contains("didn't contain changes")
              || reason.contains("No updates are to be performed"));
    }
  }

  /// One change of a change set.
  ///
  /// @param action `Add`, `Modify`, `Remove`, `Import` or `Dynamic`
  /// @param logicalId the resource's key in the template
  /// @param type the resource's type
  /// @param replacement `True`, `Conditional` or `False`; empty where nothing is modified
  record Change(String action, String logicalId, String type, String replacement) {

    /// Whether what the resource holds may be gone, or out of reach, afterwards.
    boolean losesData() {
      boolean holdsData = type.equals("AWS::S3::Bucket") || type.equals("AWS::SQS::Queue");
      boolean goes =
          action.equals("Remove")
              || replacement.equals("True")
              || replacement.equals("Conditional");
      return holdsData && goes;
    }
  }

  /// Something that happened to a resource.
  ///
  /// @param id identifies the event
  /// @param time when, `HH:mm:ss` in UTC
  /// @param logicalId the resource, or the stack itself
  /// @param type the resource's type
  /// @param status what it has become
  /// @param reason why; empty where nothing is said
  record StackEvent(
      String id, String time, String logicalId, String type, String status, String reason) {

    boolean ofStack() {
      return type.equals("AWS::CloudFormation::Stack");
    }
  }

  /// A resource that was made.
  ///
  /// @param logicalId its key in the template
  /// @param type its type
  /// @param physicalId its name, for what has one
  record StackResource(String logicalId, String type, String physicalId) {}
}
