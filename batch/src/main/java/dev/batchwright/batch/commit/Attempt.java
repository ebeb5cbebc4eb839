package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.BatchException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.storage.Deadline;
import dev.batchwright.batch.storage.RequestCounter;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.TimedStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One try at one item: its id, its counted view of the store, and what it leaves behind unless its
/// commit wins. Used in a try block; what was left behind is removed at its end.
public final class Attempt implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private final StageEnvironment environment;
  private final String id;
  private final RequestCounter requests = new RequestCounter();
  private final Storage storage;
  private final Optional<TimedStorage> timed;
  private final Instant startedAt;
  private final List<Consumer<Storage>> leftovers = new ArrayList<>();

  /// Begins an attempt.
  public Attempt(StageEnvironment environment) {
    this.environment = environment;
    this.id = environment.attemptIds().get();
    Storage counted = environment.storage().counted(requests);
    this.timed = Deadline.current().map(deadline -> new TimedStorage(counted, deadline));
    this.storage = timed.isPresent() ? timed.get() : counted;
    this.startedAt = environment.clock().instant();
  }

  /// The attempt's id.
  public String id() {
    return id;
  }

  /// Says what the attempt is about, for the message should its time run out.
  ///
  /// @param item as messages name it
  /// @param bytes how many bytes it reads
  /// @param advice what to do where its time is too short
  public void works(String item, long bytes, String advice) {
    timed.ifPresent(storage -> storage.works(item, bytes, advice));
  }

  /// The store, counting for this attempt. Where the thread has a [Deadline] the store keeps it, so
  /// that all loops of a stage end in time.
  public Storage storage() {
    return storage;
  }

  /// What to do if the attempt does not win.
  public void otherwise(Consumer<Storage> cleanup) {
    leftovers.add(cleanup);
  }

  /// Keeps what was written, since something refers to it now or may do so.
  public void keep() {
    leftovers.clear();
  }

  /// What it took until now.
  public Effort effort(long bytesRead, long bytesWritten) {
    return new Effort(
        bytesRead,
        bytesWritten,
        requests.counts(),
        requests.hedges(),
        startedAt,
        environment.clock().instant(),
        environment.worker());
  }

  /// Writes the commit, unless another attempt was first.
  ///
  /// The answer to the write may be lost, and the client's own retry then meets what the first try
  /// wrote: an attempt recognises itself by its id. Where not even that can be found out, what the
  /// attempt wrote is left alone, since its commit may stand; the next attempt will see.
  ///
  /// @return the commit that stands
  public <C extends Commit> C commit(S3Location at, C mine, Class<C> type) {
    List<Consumer<Storage>> cleanup = List.copyOf(leftovers);
    leftovers.clear();
    if (storage.putIfAbsent(at, Json.write(mine))) {
      return mine;
    }
    C winner = find(storage, at, type).orElseThrow(() -> vanished(at));
    if (!winner.attempt().equals(id)) {
      leftovers.addAll(cleanup);
    }
    return winner;
  }

  private static TransientException vanished(S3Location at) {
    return new TransientException(
        at + ": a commit stood in the way and is gone now; does something delete the run's work?");
  }

  /// The commit at a key, if there is one.
  public static <C extends Commit> Optional<C> find(Storage storage, S3Location at, Class<C> type) {
    return storage.get(at).map(bytes -> Json.read(bytes, type, at.uri()));
  }

  /// Removes what a loser wrote. That it cannot is no reason to fail: nothing refers to it, and the
  /// bucket's lifecycle rules remove it in the end.
  @Override
  public void close() {
    for (Consumer<Storage> cleanup : leftovers) {
      try {
        cleanup.accept(storage);
      } catch (BatchException e) {
        LOG.warn("attempt {} left something: {}", id, e.toString());
      }
    }
    leftovers.clear();
  }
}
