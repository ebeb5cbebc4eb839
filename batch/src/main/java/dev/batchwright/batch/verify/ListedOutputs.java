package dev.batchwright.batch.verify;

import dev.batchwright.batch.model.ManifestOutput;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds a manifest against a listing of the output prefix: every output there with its size and
/// ETag, and nothing beside them. Both are in the order of keys, so that a page of each is in
/// memory. For one verifier.
final class ListedOutputs {

  /// Sorts after every run id: those are of letters, digits, `-` and `_`.
  private static final String AFTER_RUNS = "{";

  private static final Set<String> OURS = Set.of("_SUCCESS", "manifest.json");

  private final S3Location output;
  private final Listing listing;
  private final Findings findings;
  private final Map<String, String> rewritten = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private Optional<StoredObject> ahead = Optional.empty();
  private long outputs;
  private long bytes;

  ListedOutputs(Storage storage, S3Location output, Findings findings) {
    this.output = output;
    this.listing = new Listing(storage, output);
    this.findings = findings;
  }

  void check(Manifest manifest) {
    ahead = following();
    for (Optional<ManifestOutput> it = manifest.next(); it.isPresent(); it = manifest.next()) {
      check(it.get());
    }
    while (ahead.isPresent()) {
      passStranger();
    }
  }

  private void check(ManifestOutput expected) {
    outputs++;
    bytes += expected.sizeBytes();
    S3Location at = S3Location.parse(expected.uri());
    while (ahead.isPresent() && compare(ahead.get().location().key(), at.key()) < 0) {
      passStranger();
    }
    Optional<StoredObject> there = ahead.filter(it -> it.location().equals(at));
    if (there.isEmpty()) {
      findings.add(
          Finding.Kind.OUTPUT_MISSING,
          at,
          "is in the manifest with %d rows, and is not there".formatted(expected.rows()));
      unreadable.add(expected.uri());
      return;
    }
    if (there.get().sizeBytes() != expected.sizeBytes()) {
      findings.add(
          Finding.Kind.OUTPUT_CHANGED,
          at,
          "has %d bytes, published were %d"
              .formatted(there.get().sizeBytes(), expected.sizeBytes()));
      unreadable.add(expected.uri());
    } else if (!there.get().etag().equals(expected.etag())) {
      rewritten.put(expected.uri(), there.get().etag());
    }
    ahead = following();
  }

  private void passStranger() {
    findings.add(
        Finding.Kind.OUTPUT_UNKNOWN,
        ahead.orElseThrow().location(),
        "lies in the output and is not in the manifest");
    ahead = following();
  }

  private Optional<StoredObject> following() {
    while (listing.hasNext()) {
      StoredObject object = listing.next();
      String name = object.location().key().substring(output.key().length());
      if (name.startsWith(WorkLayout.ROOM)) {
        listing.skipTo(output.key() + WorkLayout.ROOM + AFTER_RUNS);
      } else if (!OURS.contains(name)) {
        return Optional.of(object);
      }
    }
    return Optional.empty();
  }

  private static int compare(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  /// Outputs with the size but not the ETag that was published, with the ETag that they have: what
  /// a restored copy looks like, and what a change of the same length does.
  Map<String, String> rewritten() {
    return rewritten;
  }

  /// Outputs that are gone or have another size, and are not worth reading.
  Set<String> unreadable() {
    return unreadable;
  }

  long outputs() {
    return outputs;
  }

  long bytes() {
    return bytes;
  }
}
