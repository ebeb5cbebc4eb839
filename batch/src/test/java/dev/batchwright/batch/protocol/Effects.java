package dev.batchwright.batch.protocol;

import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.PendingObject;
import java.util.Optional;

/// Which of an actor's requests are effects that the model knows, by their names there. For one
/// actor, since its first look at a commit is one and a later one is not.
final class Effects {

  private final WorkLayout layout;
  private boolean hasLooked;

  Effects(WorkLayout layout) {
    this.layout = layout;
  }

  /// @param method of [dev.batchwright.batch.storage.Storage]
  Optional<String> name(String method, Object[] arguments) {
    S3Location at = arguments == null ? null : location(arguments[0]);
    return switch (method) {
      case "get" -> isMapCommit(at) && !hasLooked ? looked("LOOK") : Optional.empty();
      case "head" -> at.key().endsWith("/_SUCCESS") ? Optional.of("LOOK") : Optional.empty();
      case "list" ->
          at.equals(layout.mapCommits()) && !hasLooked ? looked("LEDGER") : Optional.empty();
      case "createUpload" -> Optional.of("CREATE");
      case "uploadPart" -> Optional.of("UPLOAD");
      case "abortUpload" -> Optional.of("ABORT");
      case "complete" -> Optional.of("COMPLETE_" + number(at));
      case "putIfAbsent", "put" -> put(at);
      default -> Optional.empty();
    };
  }

  private Optional<String> looked(String name) {
    hasLooked = true;
    return Optional.of(name);
  }

  private Optional<String> put(S3Location at) {
    if (isMapCommit(at)) {
      return Optional.of("COMMIT");
    }
    if (at.equals(layout.summary())) {
      return Optional.of("SUMMARY");
    }
    if (at.equals(layout.failedSummary())) {
      return Optional.of("REFUSE");
    }
    if (at.equals(layout.decision())) {
      return Optional.of("DECIDE");
    }
    if (at.key().endsWith("/manifest.json")) {
      return Optional.of("MANIFEST");
    }
    return at.key().endsWith("/_SUCCESS") ? Optional.of("SUCCESS") : Optional.empty();
  }

  private boolean isMapCommit(S3Location at) {
    return at.key().startsWith(layout.mapCommits().key());
  }

  private static S3Location location(Object argument) {
    return switch (argument) {
      case S3Location location -> location;
      case PendingObject pending -> pending.location();
      default -> null;
    };
  }

  private static int number(S3Location output) {
    return Integer.parseInt(output.key().replaceAll(".*part-0*(\\d+)\\.csv", "$1"));
  }
}
