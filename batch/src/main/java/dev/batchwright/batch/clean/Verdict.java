package dev.batchwright.batch.clean;

/// What is to be done with the work of a run.
public enum Verdict {
  /// It was never published and shows no sign of life: all of its work goes, with its uploads.
  ABANDONED("abandoned"),
  /// It was cleaned up before; what a later attempt left goes, and in the end the note that says
  /// so, which frees the run id.
  CLEANED("cleaned before"),
  /// It is published: what nobody needs any more goes, what verify, replay and rollback need stays.
  PUBLISHED("published"),
  /// An execution of it runs now.
  RUNNING("kept: it runs"),
  /// Something of it is younger than what is cleaned; it may be redriven still.
  YOUNG("kept: too young"),
  /// Its output prefix holds objects and no `_SUCCESS`, or a publisher has begun lately: a publish
  /// was cut off, which the same run id ends.
  HALF_PUBLISHED("kept: publish was cut off, resume it");

  private final String noun;

  Verdict(String noun) {
    this.noun = noun;
  }

  /// Whether anything of the run is removed.
  public boolean removes() {
    return this == ABANDONED || this == CLEANED || this == PUBLISHED;
  }

  /// The verdict in words.
  public String noun() {
    return noun;
  }
}
