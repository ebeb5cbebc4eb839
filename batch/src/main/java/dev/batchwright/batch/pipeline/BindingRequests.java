package dev.batchwright.batch.pipeline;

import dev.batchwright.batch.model.RunRequest;
import java.time.LocalDate;

/// The bindings of the settings file, as far as a pipeline needs them.
@FunctionalInterface
public interface BindingRequests {

  /// What a binding runs for a date.
  ///
  /// @param run the run's id, which its output may have in it
  /// @throws dev.batchwright.batch.model.BadRequestException when there is no such binding, or it
  ///   cannot run without an upload
  RunRequest request(String binding, LocalDate date, String run);
}
