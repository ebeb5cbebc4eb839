package dev.batchwright.batch.replay;

import dev.batchwright.batch.commit.Lines;
import dev.batchwright.batch.commit.MapLedger;
import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.commit.Summary;
import dev.batchwright.batch.formats.Codecs;
import dev.batchwright.batch.formats.ReadLimits;
import dev.batchwright.batch.formats.RowReader;
import dev.batchwright.batch.formats.RowReaders;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.QuarantinedRow;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.ObjectHead;
import dev.batchwright.batch.storage.ObjectOutput;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.job.Codec;
import dev.batchwright.job.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Optional;

/// Makes the input of a replay: for each input object of which rows were quarantined, an object of
/// its header and those rows, read again from what the run had pinned, in its format and codec. So
/// a row is seen by the job exactly as it was then.
///
/// It lies in the work of the run that is replayed, under the replay's id, and is made once: the
/// list of the objects is written last. Needs the input objects to be there still, as they were.
public final class ReplayInput {

  /// The end of a name, with its suffix, that an object of the replay takes over.
  private static final int MAX_NAME = 100;

  private final Storage storage;
  private final Format format;
  private final RowReaders readers;
  private final WorkLayout replayed;
  private final String run;

  private ReplayInput(Storage storage, Format format, WorkLayout replayed, String run) {
    this.storage = storage;
    this.format = format;
    this.readers = new RowReaders(format);
    this.replayed = replayed;
    this.run = run;
  }

  /// Makes it, unless it is made.
  ///
  /// @param format what the job reads
  /// @param replayed where the work of the run is whose rows are replayed
  /// @param run the replay's id
  /// @return the list of its objects, JSON Lines of [InputObject]
  /// @throws BadRequestException when that run is not published, or quarantined no row
  /// @throws dev.batchwright.batch.model.InputChangedException when an input object is no longer
  ///   what it was
  public static S3Location make(Storage storage, Format format, WorkLayout replayed, String run) {
    S3Location list = replayed.replay(run).plus("list.jsonl");
    if (storage.head(list).isEmpty()) {
      new ReplayInput(storage, format, replayed, run).make(list);
    }
    return list;
  }

  private void make(S3Location at) {
    RunPlan plan =
        Runs.plan(storage, replayed)
            .orElseThrow(() ->
                new BadRequestException(
                    replayed.plan() + " is not there: no run has its work there, or not any more"));
    PinnedObject rows = quarantine();
    ObjectOutput list = new ObjectOutput(storage, at, run);
    try (Lines lines = new Lines(rows.place(), rows.open(0, rows.sizeBytes()));
        Lines chunks = MapLedger.chunks(storage, plan)) {
      write(lines, new Inputs(chunks), list);
      list.finish();
    } catch (IOException e) {
      throw new TransientException(rows.place() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      list.discard();
      throw e;
    }
  }

  private PinnedObject quarantine() {
    Published published =
        Summary.find(storage, replayed)
            .filter(Summary::published)
            .flatMap(Summary::result)
            .orElseThrow(() ->
                new BadRequestException(
                    "run %s is not published; redrive it, or start a new run, which reads all rows"
                        .formatted(replayed.run())));
    if (published.quarantine().isEmpty()) {
      throw new BadRequestException(
          "run %s quarantined no row; there is nothing to replay".formatted(replayed.run()));
    }
    S3Location at = S3Location.parse(published.quarantine());
    ObjectHead head =
        storage
            .head(at)
            .orElseThrow(
                () -> new BadRequestException(at + " is not there any more; restore it first"));
    return new PinnedObject(
        storage,
        new InputObject(at.bucket(), at.key(), head.etag(), head.versionId(), head.sizeBytes()));
  }

  private void write(Lines lines, Inputs inputs, OutputStream list) throws IOException {
    Optional<QuarantinedRow> row = next(lines);
    for (int number = 0; row.isPresent(); number++) {
      InputObject input = inputs.named(row.get().object());
      PinnedObject object = new PinnedObject(storage, input);
      Codec codec = RowReaders.codecOf(format, input.key());
      ObjectOutput output =
          new ObjectOutput(
              storage, replayed.replay(run).plus(WorkLayout.six(number) + name(input)), run);
      try (RowBytes bytes = new RowBytes(object, codec);
          OutputStream encoded = Codecs.encode(codec, output)) {
        header(object, encoded);
        while (row.isPresent() && row.get().object().equals(object.place())) {
          bytes.copy(row.get().startByte(), row.get().endByte(), encoded);
          row = next(lines);
        }
      }
      list.write(Json.write(output.finish()));
      list.write('\n');
    }
  }

  private static Optional<QuarantinedRow> next(Lines lines) {
    return lines.next() ? Optional.of(lines.as(QuarantinedRow.class)) : Optional.empty();
  }

  private static String name(InputObject input) {
    String key = input.key();
    String file = key.substring(key.lastIndexOf('/') + 1);
    return "-" + file.substring(Math.max(0, file.length() - MAX_NAME));
  }

  /// What stands before an object's first row: its header, and a BOM.
  private void header(PinnedObject object, OutputStream out) throws IOException {
    long endByte;
    try (RowReader reader = readers.openStart(object, object.sizeBytes(), ReadLimits.DEFAULT)) {
      endByte = reader.nextRowByte();
    }
    if (endByte > 0) {
      try (RowBytes bytes =
          new RowBytes(object, RowReaders.codecOf(format, object.object().key()))) {
        bytes.copy(0, endByte, out, false);
      }
    }
  }

  /// The input objects of a plan, which are asked for in their order.
  private static final class Inputs {
    private final Lines chunks;
    private final ArrayDeque<InputObject> ahead = new ArrayDeque<>();

    Inputs(Lines chunks) {
      this.chunks = chunks;
    }

    InputObject named(String place) {
      while (!ahead.isEmpty() || chunks.next()) {
        if (ahead.isEmpty()) {
          chunks.as(Chunk.class).segments().stream().map(Segment::object).forEach(ahead::add);
        }
        InputObject next = ahead.remove();
        if (next.place().equals(place)) {
          return next;
        }
      }
      throw new BadRequestException(
          place + " is in the quarantine and not in the plan; is the quarantine of this run?");
    }
  }
}
