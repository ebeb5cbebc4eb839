package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The keys of all commits of a stage in the order of their items, which is asked for in order.
public final class CommitKeys {

  private final Listing listing;
  private Optional<S3Location> ahead = Optional.empty();

  /// @param prefix the prefix of the stage's commits
  public CommitKeys(Storage storage, S3Location prefix) {
    listing = new Listing(storage, prefix);
  }

  /// The commits of an item, which is after the one asked for last. The one without a known row
  /// start comes first.
  public List<S3Location> of(int item) {
    List<S3Location> found = new ArrayList<>();
    while (ahead.isPresent() || listing.hasNext()) {
      S3Location key = ahead.orElseGet(() -> listing.next().location());
      ahead = Optional.of(key);
      int number = item(key);
      if (number > item) {
        break;
      }
      ahead = Optional.empty();
      if (number == item) {
        found.add(key);
      }
    }
    return found;
  }

  private static int item(S3Location commit) {
    String name = commit.key().substring(commit.key().lastIndexOf('/') + 1);
    try {
      return Integer.parseInt(name, 0, 6, 10);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new BadRequestException(
          commit + " is no commit; something else writes into the run's work, which it must not",
          e);
    }
  }
}
