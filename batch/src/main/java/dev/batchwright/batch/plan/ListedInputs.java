package dev.batchwright.batch.plan;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The input objects that patterns mean, listed pattern by pattern, each object once however many
/// patterns mean it.
final class ListedInputs implements Inputs {

  private final Storage storage;
  private final List<InputPattern> patterns;

  ListedInputs(Storage storage, List<InputPattern> patterns) {
    this.storage = storage;
    this.patterns = List.copyOf(patterns);
  }

  /// Hands all objects on, pinned by what the listing says of them.
  ///
  /// @throws BadRequestException when a pattern means nothing
  @Override
  public void forEach(Consumer<InputObject> consumer) {
    for (int i = 0; i < patterns.size(); i++) {
      InputPattern pattern = patterns.get(i);
      List<InputPattern> before = patterns.subList(0, i);
      List<String> others = new ArrayList<>();
      boolean found = false;
      Listing listing = new Listing(storage, pattern.prefix());
      while (listing.hasNext()) {
        StoredObject object = listing.next();
        if (pattern.matches(object.location(), object.sizeBytes())) {
          found = true;
          if (before.stream().noneMatch(b -> b.matches(object.location(), object.sizeBytes()))) {
            consumer.accept(pinned(object));
          }
        } else if (others.size() < 5) {
          others.add(object.location().uri());
        }
        if (pattern.isExact()) {
          break;
        }
      }
      if (!found) {
        throw nothing(pattern, others);
      }
    }
  }

  private static InputObject pinned(StoredObject object) {
    return new InputObject(
        object.location().bucket(),
        object.location().key(),
        object.etag(),
        Optional.empty(),
        object.sizeBytes());
  }

  private static BadRequestException nothing(InputPattern pattern, List<String> others) {
    String there =
        others.isEmpty()
            ? "there is nothing under " + pattern.prefix()
            : "what is there: " + String.join(", ", others);
    return new BadRequestException(
        "no object matches input "
            + pattern.uri()
            + "; "
            + there
            + ". Write an object's URI, a prefix that ends with a slash, or a glob");
  }
}
