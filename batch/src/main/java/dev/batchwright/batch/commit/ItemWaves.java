package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.ObjectOutput;
import dev.batchwright.batch.storage.Storage;

/// Writes items for a Distributed Map as JSON arrays, a wave each. For one writer.
public final class ItemWaves {

  /// A Distributed Map returns what every child returns, and fails above 256 KiB; children return
  /// `{}`, which is three bytes with its comma.
  public static final int WAVE_ITEMS = 40_000;

  private final Storage storage;
  private final S3Location prefix;
  private final String owner;
  private final int waveItems;
  private ObjectOutput wave;
  private int inWave;
  private int waves;
  private int items;

  /// @param prefix wave `n` goes to this key followed by `n.json`
  /// @param owner the attempt that writes
  public ItemWaves(Storage storage, S3Location prefix, String owner) {
    this(storage, prefix, owner, WAVE_ITEMS);
  }

  ItemWaves(Storage storage, S3Location prefix, String owner, int waveItems) {
    this.storage = storage;
    this.prefix = prefix;
    this.owner = owner;
    this.waveItems = waveItems;
    this.wave = wave(0);
  }

  private ObjectOutput wave(int number) {
    return new ObjectOutput(storage, prefix.plus(number + ".json"), owner);
  }

  /// Adds one item.
  public void add(Object item) {
    if (inWave == waveItems) {
      endWave();
    }
    wave.write(inWave == 0 ? '[' : ',');
    byte[] json = Json.write(item);
    wave.write(json, 0, json.length);
    inWave++;
    items++;
  }

  private void endWave() {
    wave.write(']');
    wave.finish();
    waves++;
    wave = wave(waves);
    inWave = 0;
  }

  /// Ends the last wave. Without items there is none.
  ///
  /// @return how many waves there are
  public int finish() {
    if (inWave > 0) {
      endWave();
    }
    return waves;
  }

  /// Items until now.
  public int items() {
    return items;
  }

  /// The key that waves' keys start with.
  public String key() {
    return prefix.key();
  }

  /// Gives up the wave at hand.
  public void abort() {
    wave.discard();
  }
}
