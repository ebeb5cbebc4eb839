package dev.batchwright.batch.clean;

import java.util.regex.Pattern;

/// What an object in a run's work prefix is, by its name there. What has none of these names is
/// somebody else's and is left alone.
enum WorkFile {
  /// The plan.
  PLAN("plan\\.json"),
  /// A list of chunks: the plan's own, or one of a planner that was not the first.
  CHUNKS("plan/chunks-[^/]+\\.jsonl"),
  /// Slices of partitions.
  SLICES("plan/slices-[^/]+\\.jsonl"),
  /// Items of a Distributed Map.
  ITEMS("items/[^/]+\\.json"),
  /// A commit.
  COMMIT("commits/(map|reduce/[0-9a-f]+)/\\d{6}(@\\d+)?\\.json"),
  /// The partitions of a shuffle.
  PARTITIONS("partitions/[0-9a-f]+\\.json"),
  /// What a mapper handed to the shuffle.
  SHUFFLE("shuffle/[0-9a-f]{3}/[^/]+"),
  /// Rows that one attempt refused.
  REFUSED("quarantine/chunks/[^/]+\\.jsonl"),
  /// Refused rows as a publisher found them.
  QUARANTINE("quarantine/rows-[^/]+\\.jsonl"),
  /// What a failed attempt says.
  FAILURE("failures/(map|reduce)/\\d{6}/[^/]+\\.json"),
  /// A publisher's list of outputs.
  OUTPUTS("publish/outputs-[^/]+\\.jsonl"),
  /// Which chunks the output goes without.
  DECISION("publish/decision\\.json"),
  /// Who ends the run; where that is a cleaner, it outlives the rest.
  CLAIM("publish/claim\\.json"),
  /// What became of the run.
  SUMMARY("(summary|failed)\\.json"),
  /// What a replay of the run reads.
  REPLAY("replay/[^/]+/.+");

  private final Pattern names;

  WorkFile(String names) {
    this.names = Pattern.compile(names);
  }

  /// Whether an object of this name, below the work prefix, is one.
  boolean matches(String name) {
    return names.matcher(name).matches();
  }

  /// Whether a published run can do without every object of this kind: verify reads plan, chunks,
  /// commits, partitions, decision, quarantine and summary; replay reads the quarantine; failures
  /// are kept for people.
  boolean isSpent() {
    return switch (this) {
      case SLICES, ITEMS, SHUFFLE, REFUSED, OUTPUTS -> true;
      case PLAN,
          CHUNKS,
          COMMIT,
          PARTITIONS,
          QUARANTINE,
          FAILURE,
          DECISION,
          CLAIM,
          SUMMARY,
          REPLAY ->
          false;
    };
  }
}
