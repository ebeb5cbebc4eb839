package dev.batchwright.batch.plan;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.StoredObject;
import java.util.List;

/// Refuses an output prefix that holds something, or that the input reads from.
final class OutputCheck {

  /// Sorts after every run id: those are of letters, digits, `-` and `_`.
  private static final String AFTER_RUNS = "{";

  private OutputCheck() {}

  /// @throws BadRequestException when an input means objects that the run would write
  static void apart(List<InputPattern> inputs, S3Location output, String suffix) {
    S3Location part = output.plus("part-000000" + suffix);
    for (InputPattern input : inputs) {
      boolean within =
          input.prefix().bucket().equals(output.bucket())
              && input.prefix().key().startsWith(output.key());
      if (within || input.matches(part, 1)) {
        throw new BadRequestException(
            "input "
                + input.uri()
                + " and output "
                + output
                + " overlap: the run would write where it reads. Set an output prefix of its own");
      }
    }
  }

  /// Passes over the rooms of earlier runs, however much is in them.
  ///
  /// @throws BadRequestException when the prefix holds an object
  static void empty(Storage storage, S3Location output) {
    String room = output.key() + WorkLayout.ROOM;
    Listing listing = new Listing(storage, output);
    while (listing.hasNext()) {
      StoredObject object = listing.next();
      if (object.location().key().startsWith(room)) {
        listing.skipTo(room + AFTER_RUNS);
      } else {
        throw new BadRequestException(
            "output "
                + output
                + " is not empty, it holds "
                + object.location()
                + ". Set another output prefix, or remove what is there");
      }
    }
  }
}
