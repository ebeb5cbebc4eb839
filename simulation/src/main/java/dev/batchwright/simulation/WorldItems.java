package dev.batchwright.simulation;

import dev.batchwright.simulation.faults.FaultKind;
import dev.batchwright.simulation.s3.Stored;
import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/// S3 as Step Functions itself reads it: the items of Map Runs.
final class WorldItems implements ItemStore {

  private final World world;

  WorldItems(World world) {
    this.world = world;
  }

  @Override
  public InputStream open(String bucket, String key, Optional<String> versionId)
      throws IOException {
    if (world.faults().strikes(FaultKind.ITEMS_UNREADABLE)) {
      world.count(FaultKind.ITEMS_UNREADABLE);
      throw new IOException("s3://" + bucket + "/" + key + ": 503 SlowDown");
    }
    Stored stored =
        world
            .store()
            .find(bucket, key)
            .orElseThrow(() -> new IOException("s3://" + bucket + "/" + key + ": NoSuchKey"));
    return new ByteArrayInputStream(stored.bytes());
  }

  @Override
  public Stream<StoredObject> list(String bucket, String prefix) throws IOException {
    throw new IOException("the state machine lists nothing");
  }

  @Override
  public void put(String bucket, String key, byte[] content) throws IOException {
    throw new IOException("the state machine writes no results");
  }
}
