package dev.batchwright.batch.model;

import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;

/// Where everything of a run is, below its work prefix `s3://bucket/output/_batchwright/run/`.
///
/// Names that start with `_` are passed over by Athena, Spark and Glue, so that a reader of the
/// output prefix does not see them. Numbers have six digits, so that listings are in their order.
///
/// @param work the work prefix, which ends with a slash
public record WorkLayout(S3Location work) {

  /// What every run's work prefix is under, below the output prefix.
  public static final String ROOM = "_batchwright/";

  public WorkLayout {
    Objects.requireNonNull(work, "work");
    if (!work.key().endsWith("/") || !work.key().contains(ROOM)) {
      throw new BadRequestException(
          work + " is no work prefix; it ends with a slash, as in output/" + ROOM + "run/");
    }
  }

  /// The layout of a run that writes under `output`.
  public static WorkLayout of(S3Location output, String run) {
    return new WorkLayout(output.plus(ROOM + run + "/"));
  }

  /// The run's output prefix, which the work prefix is below.
  public S3Location output() {
    return new S3Location(work.bucket(), work.key().substring(0, work.key().lastIndexOf(ROOM)));
  }

  /// The run's id.
  public String run() {
    String key = work.key();
    return key.substring(key.lastIndexOf('/', key.length() - 2) + 1, key.length() - 1);
  }

  /// The plan: written last by the planner, and so the plan's own commit.
  public S3Location plan() {
    return work.plus("plan.json");
  }

  /// The list of chunks that one planning attempt writes, JSON Lines.
  public S3Location chunks(String attempt) {
    return work.plus("plan/chunks-" + attempt + ".jsonl");
  }

  /// Prefix of the waves of items that one attempt of a planning stage writes.
  public S3Location items(String stage, String attempt) {
    return work.plus("items/" + stage + "-" + attempt + "-");
  }

  /// Prefix of all commits of map.
  public S3Location mapCommits() {
    return work.plus("commits/map/");
  }

  /// The commit of a chunk: of the attempt that looked for its first row itself, or of the one that
  /// was told where it is.
  public S3Location mapCommit(int chunk, OptionalLong knownRowStart) {
    String known = knownRowStart.isPresent() ? "@" + knownRowStart.getAsLong() : "";
    return mapCommits().plus(six(chunk) + known + ".json");
  }

  /// Prefix of all commits of reduce, of whichever shuffle.
  public S3Location reduceCommits() {
    return work.plus("commits/reduce/");
  }

  /// Prefix of the commits of reduce over one shuffle.
  ///
  /// @param shuffle the shuffle's fingerprint
  public S3Location reduceCommits(String shuffle) {
    return reduceCommits().plus(shuffle + "/");
  }

  /// The commit of a partition of one shuffle.
  public S3Location reduceCommit(String shuffle, int partition) {
    return reduceCommits(shuffle).plus(six(partition) + ".json");
  }

  /// What one map attempt hands to the shuffle. A hash goes first, since S3 spreads requests over
  /// the first characters in which keys differ.
  public S3Location shuffle(String attempt, String name) {
    int hash = (attempt.hashCode() * 0x9E3779B9) >>> 20;
    return work.plus("shuffle/%03x/%s-%s".formatted(hash, name, attempt));
  }

  /// The partitions of one shuffle: written last by their planner, and so their plan's own commit.
  ///
  /// @param shuffle the shuffle's fingerprint
  public S3Location partitions(String shuffle) {
    return work.plus("partitions/" + shuffle + ".json");
  }

  /// The list of all partitions' slices that one planning attempt writes.
  public S3Location slices(String attempt) {
    return work.plus("plan/slices-" + attempt + ".jsonl");
  }

  /// Prefix of all refused rows.
  public S3Location quarantine() {
    return work.plus("quarantine/");
  }

  /// Rows that one map attempt refused, JSON Lines.
  public S3Location refused(int chunk, String attempt) {
    return quarantine().plus("chunks/" + six(chunk) + "-" + attempt + ".jsonl");
  }

  /// All refused rows of the run as one publishing attempt found them, JSON Lines, with their row
  /// numbers.
  public S3Location quarantine(String attempt) {
    return quarantine().plus("rows-" + attempt + ".jsonl");
  }

  /// Prefix of what a replay of this run's quarantined rows reads.
  ///
  /// @param replay the replay's run id
  public S3Location replay(String replay) {
    return work.plus("replay/" + replay + "/");
  }

  /// Prefix of what failed attempts say.
  public S3Location failures() {
    return work.plus("failures/");
  }

  /// What one failed attempt says.
  public S3Location failure(String stage, int item, String attempt) {
    return failures().plus(stage + "/" + six(item) + "/" + attempt + ".json");
  }

  /// The list of outputs that one publishing attempt writes, JSON Lines.
  public S3Location outputs(String attempt) {
    return work.plus("publish/outputs-" + attempt + ".jsonl");
  }

  /// Which chunks the output goes without, where the run tolerates that some fail: written once,
  /// before the first output becomes visible.
  public S3Location decision() {
    return work.plus("publish/decision.json");
  }

  /// Who ends the run: a publisher, or one who cleans it up.
  public S3Location claim() {
    return work.plus("publish/claim.json");
  }

  /// What a published run says of itself.
  public S3Location summary() {
    return work.plus("summary.json");
  }

  /// What a run says of itself that failed the last time. It has a key of its own, so that one who
  /// fails late cannot write over the summary of one who published meanwhile.
  public S3Location failedSummary() {
    return work.plus("failed.json");
  }

  /// A number as keys carry it.
  public static String six(int number) {
    return String.format(Locale.ROOT, "%06d", number);
  }
}
