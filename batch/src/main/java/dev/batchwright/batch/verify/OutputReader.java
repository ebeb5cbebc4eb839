package dev.batchwright.batch.verify;

import dev.batchwright.batch.commit.CommittedOutput;
import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.model.InputChangedException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.storage.PendingObject;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.CompiledFlow;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads outputs once, whole: checksums of their parts, and their rows where the job is at hand to
/// say how they are written. Safe for many threads.
///
/// @param storage where they are
/// @param flow the job, if it is at hand
record OutputReader(Storage storage, Optional<CompiledFlow> flow) {

  /// What was read.
  ///
  /// @param rows rows found, or as many as were committed where they cannot be told
  /// @param damage the first part that is not what was uploaded
  record Result(long rows, Optional<String> damage) {}

  /// @param etag the ETag that it has now
  Result read(CommittedOutput output, String etag) {
    PendingObject pending = output.pending();
    CheckedBytes bytes =
        new CheckedBytes(
            new PinnedObject(
                storage,
                new InputObject(
                    pending.location().bucket(),
                    pending.location().key(),
                    etag,
                    Optional.empty(),
                    pending.sizeBytes())),
            pending);
    try {
      if (flow.isPresent()) {
        long rows = flow.get().countRows(bytes);
        return new Result(rows, bytes.drain());
      }
      bytes.open(0, bytes.sizeBytes());
      return new Result(output.rows(), bytes.drain());
    } catch (InputChangedException e) {
      return new Result(output.rows(), Optional.of(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      bytes.close();
    }
  }

  /// An object's bytes that are checked on their way, wherever the reader of rows stops.
  private static final class CheckedBytes implements ObjectBytes {
    private final PinnedObject object;
    private final PendingObject pending;
    private final List<PartChecks> opened = new ArrayList<>();

    CheckedBytes(PinnedObject object, PendingObject pending) {
      this.object = object;
      this.pending = pending;
    }

    @Override
    public String place() {
      return object.place();
    }

    @Override
    public long sizeBytes() {
      return object.sizeBytes();
    }

    @Override
    public InputStream open(long startByte, long expectedEndByte) {
      if (startByte != 0 || !opened.isEmpty()) {
        throw new IllegalStateException(place() + " is read once, from its first byte on");
      }
      PartChecks checks = new PartChecks(object.open(0, sizeBytes()), pending.parts());
      opened.add(checks);
      return new Shared(checks);
    }

    Optional<String> drain() throws IOException {
      PartChecks checks = opened.getFirst();
      byte[] rest = new byte[64 << 10];
      while (checks.read(rest, 0, rest.length) >= 0) {
        // what a reader of rows leaves is checked as well
      }
      return checks.damage();
    }

    void close() {
      try {
        for (PartChecks checks : opened) {
          checks.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// The reader of rows closes its stream, which is then read to its end.
  private static final class Shared extends FilterInputStream {
    Shared(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
