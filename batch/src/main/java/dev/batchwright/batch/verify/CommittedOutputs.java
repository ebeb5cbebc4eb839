package dev.batchwright.batch.verify;

import dev.batchwright.batch.commit.Accounts;
import dev.batchwright.batch.commit.CommittedOutput;
import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.ReduceCommit;
import dev.batchwright.batch.model.ManifestOutput;
import dev.batchwright.batch.storage.Ahead;
import dev.batchwright.batch.storage.Background;
import java.util.Optional;

/// Holds the outputs of the commits against those of the manifest, which has them in the same
/// order, and reads each where that is asked for. For one verifier.
final class CommittedOutputs implements Accounts.Visitor {

  /// Outputs read at once, each some ranges of memory.
  private static final int AHEAD = 4;

  private record Expected(CommittedOutput committed, ManifestOutput named) {}

  private final Manifest manifest;
  private final ListedOutputs listed;
  private final Findings findings;
  private final Optional<Ahead<Expected, OutputReader.Result>> reading;
  private boolean aligned = true;
  private long rows;
  private long chunks;
  private long sameBytes;

  /// @param listed what the listing found, which is over
  /// @param reader reads the outputs, or nobody does
  CommittedOutputs(
      Manifest manifest,
      ListedOutputs listed,
      Optional<OutputReader> reader,
      Background background,
      Findings findings) {
    this.manifest = manifest;
    this.listed = listed;
    this.findings = findings;
    this.reading =
        reader.map(it ->
            new Ahead<>(
                background,
                each -> it.read(each.committed(), etag(each.named())),
                this::add,
                AHEAD,
                AHEAD));
  }

  private String etag(ManifestOutput output) {
    return listed.rewritten().getOrDefault(output.uri(), output.etag());
  }

  @Override
  public void chunk(MapCommit winner) {
    chunks++;
  }

  @Override
  public void partition(ReduceCommit winner) {}

  @Override
  public void output(CommittedOutput output) {
    if (!aligned) {
      return;
    }
    String uri = output.pending().location().uri();
    Optional<ManifestOutput> named = manifest.next();
    if (named.filter(it -> it.uri().equals(uri)).isEmpty()) {
      aligned = false;
      findings.add(
          Finding.Kind.MANIFEST_DAMAGED,
          uri,
          "was committed as the next output, the manifest has "
              + named.map(ManifestOutput::uri).orElse("none"));
      return;
    }
    findings.same(uri, "rows in the manifest", output.rows(), named.get().rows());
    findings.same(
        uri, "bytes in the manifest", output.pending().sizeBytes(), named.get().sizeBytes());
    if (listed.unreadable().contains(uri)) {
      rows += output.rows();
    } else if (reading.isPresent()) {
      reading.get().add(new Expected(output, named.get()), 1);
    } else {
      rows += output.rows();
      reportRewritten(uri);
    }
  }

  private void reportRewritten(String uri) {
    String now = listed.rewritten().get(uri);
    if (now != null) {
      findings.add(
          Finding.Kind.OUTPUT_CHANGED,
          uri,
          "has the ETag %s, which was not published; only reading it tells whether its bytes are"
              .formatted(now));
    }
  }

  private void add(Expected expected, OutputReader.Result result) {
    String uri = expected.named().uri();
    rows += result.rows();
    if (result.damage().isPresent()) {
      findings.add(Finding.Kind.OUTPUT_CHANGED, uri, result.damage().get());
      return;
    }
    findings.same(uri, "rows by reading them", expected.committed().rows(), result.rows());
    if (listed.rewritten().containsKey(uri)) {
      sameBytes++;
    }
  }

  /// Ends the reading, and sees that the manifest has no more outputs than the commits.
  void finish() {
    reading.ifPresent(Ahead::finish);
    if (aligned) {
      manifest
          .next()
          .ifPresent(more ->
              findings.add(
                  Finding.Kind.MANIFEST_DAMAGED,
                  more.uri(),
                  "is in the manifest without a commit"));
    }
  }

  long rows() {
    return rows;
  }

  long chunks() {
    return chunks;
  }

  /// Outputs with another ETag and the bytes that were published.
  long sameBytes() {
    return sameBytes;
  }
}
