package dev.batchwright.batch.trigger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// What became of a batch of messages. As JSON it is what the event source mapping reads: the
/// messages that are to come again, and after their last delivery go to `TriggersDeadLetters`.
///
/// @param failures the messages that failed
/// @param uploads uploads that were announced
/// @param unmatched uploads that no binding watches; they are left alone
/// @param started runs started, and uploads put into a window
/// @param repeated triggers whose run, or place in a window, was there already
public record TriggerOutcome(
    @JsonProperty("batchItemFailures") List<Failure> failures,
    @JsonIgnore int uploads,
    @JsonIgnore int unmatched,
    @JsonIgnore int started,
    @JsonIgnore int repeated) {

  public TriggerOutcome {
    failures = List.copyOf(failures);
  }

  /// A message that is to come again.
  ///
  /// @param messageId which one
  public record Failure(@JsonProperty("itemIdentifier") String messageId) {}
}
