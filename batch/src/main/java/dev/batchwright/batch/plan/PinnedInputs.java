package dev.batchwright.batch.plan;

import dev.batchwright.batch.commit.Lines;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.ObjectHead;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import java.util.function.Consumer;

/// The input objects that a list names, each pinned by who wrote the list: the version that an
/// event announced, or its ETag where its bucket keeps no versions. They are not looked at here;
/// whoever reads one demands what was pinned, and says so where it is no longer there.
final class PinnedInputs implements Inputs {

  private final Storage storage;
  private final InputObject list;
  private final S3Location output;

  private PinnedInputs(Storage storage, InputObject list, S3Location output) {
    this.storage = storage;
    this.list = list;
    this.output = output;
  }

  /// The objects of a list.
  ///
  /// @param uri where the list is
  /// @param output what the run writes under, where none of them may be
  /// @throws BadRequestException when there is no list
  static PinnedInputs of(Storage storage, String uri, S3Location output) {
    S3Location at = S3Location.parse(uri);
    ObjectHead head =
        storage
            .head(at)
            .orElseThrow(() ->
                new BadRequestException(
                    "input list " + uri + " is not there; start the run by what it was made for"));
    return new PinnedInputs(
        storage,
        new InputObject(at.bucket(), at.key(), head.etag(), head.versionId(), head.sizeBytes()),
        output);
  }

  @Override
  public void forEach(Consumer<InputObject> consumer) {
    if (list.sizeBytes() == 0) {
      throw new BadRequestException("input list " + list.place() + " is empty; nothing to do");
    }
    PinnedObject bytes = new PinnedObject(storage, list);
    try (Lines lines = new Lines(list.place(), bytes.open(0, list.sizeBytes()))) {
      while (lines.next()) {
        InputObject object = lines.as(InputObject.class);
        if (object.bucket().equals(output.bucket()) && object.key().startsWith(output.key())) {
          throw new BadRequestException(
              "input "
                  + object.place()
                  + " lies under output "
                  + output
                  + ": the run would write where it reads. Set an output prefix of its own");
        }
        consumer.accept(object);
      }
    }
  }
}
