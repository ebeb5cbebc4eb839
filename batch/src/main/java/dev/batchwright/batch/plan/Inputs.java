package dev.batchwright.batch.plan;

import dev.batchwright.batch.model.InputObject;
import java.util.function.Consumer;

/// The input objects of a run, as a stream that can be had more than once.
sealed interface Inputs permits ListedInputs, PinnedInputs {

  /// Hands all objects on.
  ///
  /// @throws dev.batchwright.batch.model.BadRequestException when there is none where there ought
  ///   to be one
  void forEach(Consumer<InputObject> consumer);
}
