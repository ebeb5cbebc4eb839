package dev.batchwright.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchwright.simulation.faults.FaultKind;
import dev.batchwright.states.port.TaskFailure;
import java.util.ArrayList;
import java.util.List;

/// SQS: the queue of dead letters.
final class Letters {

  private final World world;
  private final List<JsonNode> letters = new ArrayList<>();

  Letters(World world) {
    this.world = world;
  }

  JsonNode send(JsonNode arguments) throws TaskFailure {
    if (world.faults().strikes(FaultKind.LETTER_REFUSED)) {
      world.count(FaultKind.LETTER_REFUSED);
      throw new TaskFailure("Sqs.SqsException", "Service Unavailable (Status Code: 503)");
    }
    JsonNode body = arguments.path("MessageBody");
    letters.add(body);
    world.story().tell("dead letter ", body);
    if (world.faults().strikes(FaultKind.LETTER_ANSWER_LOST)) {
      world.count(FaultKind.LETTER_ANSWER_LOST);
      throw new TaskFailure("Sqs.SdkClientException", "the connection was lost");
    }
    return JsonNodeFactory.instance.objectNode().put("MessageId", "letter-" + letters.size());
  }

  List<JsonNode> all() {
    return List.copyOf(letters);
  }
}
