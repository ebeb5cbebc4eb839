package dev.batchwright.cli.target;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.cli.execution.UnreachableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/// Finds the state machine of runs.
final class StateMachines {

  /// How the name of the deployed state machine ends, as infra/template.yaml declares it; before it
  /// is the stack's name.
  private static final String USUAL_END = "-BatchRun";

  private StateMachines() {}

  /// The ARN of the state machine.
  ///
  /// @param named its ARN or name; where the user says none, the only one of Batchwright
  static String find(SfnClient client, Optional<String> named, String where) {
    if (named.isPresent() && named.get().startsWith("arn:")) {
      return named.get();
    }
    List<StateMachineListItem> all = list(client, where);
    List<StateMachineListItem> fitting =
        all.stream().filter(machine -> fits(machine.name(), named)).toList();
    if (fitting.size() == 1) {
      return fitting.getFirst().stateMachineArn();
    }
    List<String> names = all.stream().map(StateMachineListItem::name).sorted().toList();
    throw new BadRequestException(
        "%s at %s; deploy it, or name it by --state-machine. There are: %s"
            .formatted(
                named
                    .map(name -> "there is no state machine '" + name + "'")
                    .orElse(
                        fitting.size() + " state machines have a name that ends in " + USUAL_END),
                where,
                names.isEmpty() ? "none" : String.join(", ", names)));
  }

  /// The URL of the queue that the state machine sends its dead letters to: its definition is the
  /// one place that says so on every target.
  static String deadLetters(SfnClient client, String arn, String where) {
    try {
      String definition = client.describeStateMachine(it -> it.stateMachineArn(arn)).definition();
      return Json.tree(definition.getBytes(StandardCharsets.UTF_8))
          .at("/States/Send run to dead letters/Arguments/QueueUrl")
          .asText();
    } catch (SdkException e) {
      throw new UnreachableException(
          "DescribeStateMachine of %s at %s: %s; check the permissions"
              .formatted(arn, where, e.getMessage()),
          e);
    }
  }

  private static boolean fits(String name, Optional<String> named) {
    return named.map(name::equals).orElseGet(() -> name.endsWith(USUAL_END));
  }

  private static List<StateMachineListItem> list(SfnClient client, String where) {
    try {
      return client.listStateMachinesPaginator().stateMachines().stream().toList();
    } catch (SdkException e) {
      throw new UnreachableException(
          "ListStateMachines at %s: %s; check that it runs, the endpoint, region and credentials"
              .formatted(where, e.getMessage()),
          e);
    }
  }
}
