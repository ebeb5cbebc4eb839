package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Collects bytes into parts and uploads them, one in the background while the next one fills.
/// Nothing is created before the first part is full or the end is reached.
///
/// Memory: two buffers of the part size at hand. For one writer.
final class PartWriter {

  private static final int FIRST_BUFFER_BYTES = 64 << 10;
  private static final int MAX_PARTS = 10_000;

  private final Storage storage;
  private final S3Location location;
  private final String owner;
  private final List<UploadedPart> parts = new ArrayList<>();
  private Optional<String> uploadId = Optional.empty();
  private Optional<FutureTask<UploadedPart>> inFlight = Optional.empty();
  private byte[] buffer = new byte[0];
  private byte[] spare = new byte[0];
  private int length;
  private int nextPart = 1;

  PartWriter(Storage storage, S3Location location, String owner) {
    this.storage = storage;
    this.location = location;
    this.owner = owner;
  }

  void write(byte[] bytes, int offset, int count) {
    int from = offset;
    int left = count;
    while (left > 0) {
      if (length == partBytes()) {
        flushPart();
      }
      int taken = Math.min(left, partBytes() - length);
      reserve(length + taken);
      System.arraycopy(bytes, from, buffer, length, taken);
      length += taken;
      from += taken;
      left -= taken;
    }
  }

  /// Whether nothing was uploaded yet, so that [#buffered] is all there is.
  boolean isBuffered() {
    return uploadId.isEmpty();
  }

  byte[] buffered() {
    return buffer;
  }

  int bufferedLength() {
    return length;
  }

  /// Uploads what is left.
  ///
  /// @return the pending upload, or empty where not a byte was written
  Optional<PendingObject> finish() {
    if (length > 0) {
      flushPart();
    }
    settle();
    return uploadId.map(id -> new PendingObject(location, id, owner, parts));
  }

  /// Gives up what was uploaded. The part in flight ends first, so that none comes after the abort.
  void abort() {
    inFlight.ifPresent(task -> {
      try {
        task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException _) {
        // The upload is given up anyway.
      }
    });
    inFlight = Optional.empty();
    uploadId.ifPresent(id -> storage.abortUpload(location, id));
    uploadId = Optional.empty();
    length = 0;
  }

  private void flushPart() {
    if (nextPart > MAX_PARTS) {
      throw new BadRequestException(
          location + " would have more than 10,000 parts; set smaller chunks or more partitions");
    }
    settle();
    String id = uploadId.orElseGet(() -> storage.createUpload(location, owner));
    uploadId = Optional.of(id);
    int number = nextPart++;
    byte[] bytes = buffer;
    int size = length;
    inFlight =
        Optional.of(
            storage
                .background()
                .submit(() -> storage.uploadPart(location, id, number, bytes, size)));
    buffer = spare;
    spare = bytes;
    length = 0;
  }

  private void settle() {
    if (inFlight.isEmpty()) {
      return;
    }
    try {
      parts.add(inFlight.get().get());
      inFlight = Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException(location + ": writing was interrupted", e);
    } catch (ExecutionException e) {
      inFlight = Optional.empty();
      throw Failures.unwrap(e);
    }
  }

  /// 2,000 parts of 8 MiB, 3,000 of 16, 5,000 of 32: 10,000 parts hold 219 GiB, more than a worker
  /// writes in its time, and a small output costs little memory.
  private int partBytes() {
    int least = storage.partBytes();
    return nextPart <= 2_000 ? least : nextPart <= 5_000 ? least << 1 : least << 2;
  }

  private void reserve(int wanted) {
    if (wanted > buffer.length) {
      int grown = Math.max(FIRST_BUFFER_BYTES, Math.max(wanted, buffer.length * 2));
      buffer = Arrays.copyOf(buffer, Math.min(grown, Math.max(wanted, partBytes())));
    }
  }
}
