package dev.batchwright.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes batches of messages and does all of them but `bad` ones.
public final class QueueHandler implements RequestStreamHandler {
  static final List<JsonNode> BATCHES = new CopyOnWriteArrayList<>();

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JsonNode event = Json.MAPPER.readTree(input);
    BATCHES.add(event);
    ObjectNode answer = Json.object();
    answer.putArray("batchItemFailures");
    for (JsonNode message : event.path("Records")) {
      if (message.path("body").asText().equals("bad")) {
        answer
            .withArray("batchItemFailures")
            .addObject()
            .set("itemIdentifier", message.path("messageId"));
      }
    }
    output.write(Json.bytes(answer));
  }
}
