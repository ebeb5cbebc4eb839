package dev.batchwright.batch.plan;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A first look at all input: how much there is, which chunk size depends on.
///
/// Up to [#KEPT] objects are kept; more are listed once again when they are cut. That costs a
/// listing request for every thousand of them, and no memory. What a chunk reads is what the second
/// listing pinned, so an object that comes between the two looks is no harm.
final class InputSurvey {

  /// 20,000 objects are a few MiB.
  static final int KEPT = 20_000;

  private final Inputs inputs;
  private final List<InputObject> kept = new ArrayList<>();
  private Optional<InputObject> firstWithBytes = Optional.empty();
  private long objects;
  private long bytes;

  private InputSurvey(Inputs inputs) {
    this.inputs = inputs;
  }

  /// Looks at all input.
  ///
  /// @throws BadRequestException when there is none, or all of it is empty
  static InputSurvey of(Inputs inputs) {
    InputSurvey survey = new InputSurvey(inputs);
    inputs.forEach(survey::count);
    if (survey.bytes == 0) {
      throw new BadRequestException(
          "all of the "
              + survey.objects
              + " input objects are empty, beginning with "
              + survey.kept.getFirst().place()
              + "; there is nothing to do");
    }
    return survey;
  }

  private void count(InputObject object) {
    objects++;
    bytes += object.sizeBytes();
    if (objects <= KEPT) {
      kept.add(object);
    }
    if (firstWithBytes.isEmpty() && object.sizeBytes() > 0) {
      firstWithBytes = Optional.of(object);
    }
  }

  long bytes() {
    return bytes;
  }

  /// The first object that is not empty.
  InputObject first() {
    return firstWithBytes.orElseThrow();
  }

  void forEach(Consumer<InputObject> consumer) {
    if (objects <= KEPT) {
      kept.forEach(consumer);
    } else {
      inputs.forEach(consumer);
    }
  }
}
