package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;

/// Where what belongs to triggers is, in the data bucket below `triggers/`.
///
/// @param bucket the data bucket
record TriggerLayout(String bucket) {

  private S3Location at(String key) {
    return new S3Location(bucket, "triggers/" + key);
  }

  /// The list of the one object that an upload's run reads.
  S3Location list(String run) {
    return at("lists/" + run + ".jsonl");
  }

  /// Says which window an object version was put into, the first time, the second time...
  S3Location marker(String binding, InputObject object, int turn) {
    return at(
        "uploads/" + binding + "/" + RunIds.fingerprint(binding, object) + "/" + turn + ".json");
  }

  /// Prefix of what is in a window.
  S3Location members(WindowRequest window) {
    return at("windows/" + window.window() + "/members/");
  }

  S3Location member(WindowRequest window, InputObject object) {
    return members(window).plus(RunIds.fingerprint(window.binding(), object) + ".json");
  }

  /// Is there from when a window takes nobody in any more who was not there before.
  S3Location closing(WindowRequest window) {
    return at("windows/" + window.window() + "/closing.json");
  }

  /// The final list of a window, which its run reads.
  S3Location closed(WindowRequest window) {
    return at("windows/" + window.window() + "/objects.jsonl");
  }

  /// The dates that a backfill runs.
  S3Location backfill(String execution) {
    return at("backfills/" + execution + ".json");
  }
}
