package dev.batchwright.batch.trigger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/// What an event source mapping hands over: messages of the queue `Triggers`.
///
/// @param messages the messages, at most 10,000 by the service's limit
@JsonIgnoreProperties(ignoreUnknown = true)
public record TriggerBatch(@JsonProperty("Records") List<Message> messages) {

  public TriggerBatch {
    messages = List.copyOf(messages);
  }

  /// One message.
  ///
  /// @param messageId what names it in the answer
  /// @param body an event of EventBridge or S3, or a schedule's input
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Message(String messageId, String body) {
    public Message {
      Objects.requireNonNull(messageId, "messageId");
      Objects.requireNonNull(body, "body");
    }
  }
}
