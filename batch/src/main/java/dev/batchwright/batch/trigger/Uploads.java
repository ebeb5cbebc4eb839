package dev.batchwright.batch.trigger;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// Which uploads start a binding's runs.
///
/// Objects whose name below the prefix starts with `_` or `.`, or lies in such a folder, are
/// hidden, as they are from a run's inputs.
///
/// @param prefix what keys start with; empty for all of the bucket
/// @param suffix what keys end with; empty for any
/// @param bucket the watched bucket's name, maybe with `{incoming}` in it
/// @param window how long uploads are gathered for one run, [#MIN_WINDOW] to [#MAX_WINDOW]; where
///   absent, each upload is a run of its own
public record Uploads(String prefix, String suffix, String bucket, Optional<Duration> window) {

  /// A shorter window would cost an execution more for every run and gather next to nothing.
  public static final Duration MIN_WINDOW = Duration.ofMinutes(1);

  /// A day: redeliveries of an upload's event end long before what a longer one would wait for.
  public static final Duration MAX_WINDOW = Duration.ofDays(1);

  public Uploads {
    Objects.requireNonNull(prefix, "prefix");
    Objects.requireNonNull(suffix, "suffix");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(window, "window");
  }

  /// Whether an uploaded object is one of these.
  boolean match(Trigger.Upload upload, Buckets buckets) {
    String key = upload.object().key();
    return upload.object().bucket().equals(Placeholders.fillBuckets(bucket, buckets))
        && key.startsWith(prefix)
        && key.endsWith(suffix)
        && !isHidden(key);
  }

  private boolean isHidden(String key) {
    int start = prefix.lastIndexOf('/') + 1;
    for (String name : key.substring(start).split("/", -1)) {
      if (name.startsWith("_") || name.startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
