package dev.batchwright.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.simulation.faults.FaultKind;
import dev.batchwright.simulation.s3.Effect;
import dev.batchwright.simulation.s3.PendingUpload;
import dev.batchwright.simulation.s3.Stored;
import dev.batchwright.simulation.scenario.Answer;
import dev.batchwright.simulation.scenario.PlannedChunk;
import dev.batchwright.simulation.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Watches what a run makes visible, at the store itself and not through the code under test: each
/// effect when it happens, and what is there when all is quiet.
final class Auditor {

  /// How long a publisher may take from its look at the commits to its decision.
  private static final Duration PUBLISHER = Duration.ofMinutes(16);

  private final World world;
  private final String run;
  private final String prefix;
  private final String work;
  private final PlannedRun planned;
  private final Map<Integer, Instant> committedAt = new HashMap<>();
  private boolean hasPublished;

  /// @param run the run's id
  /// @param prefix its output prefix, with a slash at its end
  Auditor(World world, String run, String prefix) {
    this.world = world;
    this.run = run;
    this.prefix = prefix;
    this.work = prefix + "_batchwright/" + run + "/";
    this.planned = new PlannedRun(world.store(), work);
  }

  /// Whether a reader who goes by `_SUCCESS` has seen an output.
  boolean hasPublished() {
    return hasPublished;
  }

  /// Something became visible, or went.
  void onEffect(Effect effect) {
    if (!effect.bucket().equals(Scenario.OUTPUT) || !effect.key().startsWith(prefix)) {
      return;
    }
    String name = effect.key().substring(prefix.length());
    if (name.startsWith("_batchwright/")) {
      work(effect, name);
    } else if (name.startsWith("part-")) {
      if (effect.kind() != Effect.Kind.CREATED) {
        world.violated(effect + ": an output is written once and never touched again");
      }
      requireCommits(effect);
    } else if (name.equals("manifest.json")) {
      requireCommits(effect);
    } else if (name.equals("_SUCCESS")) {
      hasPublished = true;
      checkPublished("at _SUCCESS");
    } else {
      world.violated(effect + " is nothing that a run writes");
    }
  }

  private void work(Effect effect, String name) {
    boolean decision = name.endsWith("/decision.json");
    boolean once = decision || name.contains("/commits/") || name.endsWith("/plan.json");
    if (once && effect.kind() != Effect.Kind.CREATED) {
      world.violated(effect + ": a plan, a commit and a decision are written once");
    }
    String commits = work + "commits/map/";
    if (effect.key().startsWith(commits)) {
      String number = effect.key().substring(commits.length(), commits.length() + 6);
      committedAt.putIfAbsent(Integer.valueOf(number), world.time().now());
    }
    if (decision && effect.key().startsWith(work)) {
      checkDecision();
    }
  }

  /// An output goes without chunks that failed, and without those behind them whose first row only
  /// they would have told; not without one that had long been done.
  private void checkDecision() {
    Set<Integer> unconfirmed = planned.unconfirmed();
    Set<Integer> without = planned.without();
    for (PlannedChunk chunk : planned.chunks()) {
      int number = chunk.number();
      Instant at = committedAt.get(number);
      boolean done = at != null && at.isBefore(world.time().now().minus(PUBLISHER));
      if (without.contains(number) && done && !unconfirmed.contains(number)) {
        world.violated("chunk " + number + " was done at " + at + " and is left out");
      } else if (!without.contains(number) && (at == null || unconfirmed.contains(number))) {
        world.violated("chunk " + number + " is not left out, and nobody knows its rows");
      }
    }
  }

  /// Whoever looks for a chunk that is not in the output finds its dead letter.
  private void checkLetters() {
    Set<Integer> failed = planned.without();
    failed.removeAll(planned.unconfirmed());
    for (JsonNode letter : world.letters().all()) {
      if (letter.path("stage").asText().equals("map")) {
        failed.remove(letter.path("item").path("chunk").asInt());
      }
    }
    if (!failed.isEmpty() && world.counts().of(FaultKind.LETTER_REFUSED) == 0) {
      world.violated("chunks are left out, and no dead letter says so: " + failed);
    }
  }

  /// Nothing is visible before every chunk and every partition has its commit.
  private void requireCommits(Effect effect) {
    Optional<JsonNode> plan = planned.json("plan.json");
    if (plan.isEmpty()) {
      world.violated(effect + " before there is a plan");
      return;
    }
    if (world.scenario().tolerated() > 0 && planned.json("publish/decision.json").isEmpty()) {
      world.violated(effect + " before it is decided which chunks are left out");
    }
    Set<Integer> without = planned.without();
    int chunks = plan.get().path("totals").path("chunks").asInt();
    for (int chunk = 0; chunk < chunks; chunk++) {
      if (!without.contains(chunk) && keys(work + "commits/map/%06d".formatted(chunk)).isEmpty()) {
        world.violated(effect + " before chunk " + chunk + " has its commit");
      }
    }
    if (plan.get().path("reduce").asBoolean() && !isReduced()) {
      world.violated(effect + " before all partitions have their commits");
    }
  }

  private boolean isReduced() {
    for (String list : keys(work + "partitions/")) {
      JsonNode partitions = planned.at(list).orElseThrow();
      String commits = work + "commits/reduce/" + partitions.path("shuffle").asText() + "/";
      if (keys(commits).size() == partitions.path("partitions").size()) {
        return true;
      }
    }
    return false;
  }

  private List<String> keys(String keyPrefix) {
    return world.store().keys(Scenario.OUTPUT, keyPrefix);
  }

  /// What has to come out, given the versions of the input that the plan has pinned; nothing where
  /// there is no plan.
  Optional<Answer> answer() {
    return planned
        .json("plan.json")
        .map(_ -> world.scenario().answer(planned.chunks(), planned.without()));
  }

  private void checkPublished(String when) {
    try {
      for (String wrong : differences(answer().orElseThrow())) {
        world.violated(when + ": " + wrong);
      }
    } catch (RuntimeException e) {
      world.violated(when + ": the output cannot be read: " + e);
    }
  }

  private void countRows(Answer answer) {
    List<List<Optional<String>>> wanting = new ArrayList<>(answer.rows());
    List<List<Optional<String>>> besides = new ArrayList<>();
    for (List<Optional<String>> row :
        world.scenario().output(world.store(), keys(prefix + "part-"), answer)) {
      if (!wanting.remove(row)) {
        besides.add(row);
      }
    }
    world.rows(wanting.size(), besides.size());
  }

  private List<String> differences(Answer answer) {
    List<String> wrong = new ArrayList<>();
    if (answer.isOverTolerance()) {
      wrong.add(answer.refused().size() + " rows are refused, and the run was published");
    }
    int there = world.scenario().rowsThere(world.store());
    Set<Integer> without = planned.without();
    answer.chunksOver().stream()
        .filter(chunk -> !without.contains(chunk))
        .forEach(chunk -> wrong.add("chunk " + chunk + " refuses too many rows"));
    if (without.size() * 100.0 > world.scenario().tolerated() * planned.chunks().size()) {
      wrong.add("too many chunks have failed: " + without);
    }
    if (without.isEmpty() && !world.hasInputChanged() && there != answer.rowsRead()) {
      wrong.add("the plan has " + answer.rowsRead() + " rows of input, and there are " + there);
    }
    List<String> parts = keys(prefix + "part-");
    List<List<Optional<String>>> rows = world.scenario().output(world.store(), parts, answer);
    if (!rows.equals(answer.rows())) {
      wrong.add(firstDifference(answer.rows(), rows));
    }
    JsonNode manifest = planned.at(prefix + "manifest.json").orElseThrow();
    JsonNode result = manifest.path("result");
    expect(wrong, "run", run, manifest.path("run").asText());
    expect(wrong, "rowsRead", answer.rowsRead(), result.path("rowsRead").asInt());
    expect(wrong, "rowsFiltered", answer.rowsFiltered(), result.path("rowsFiltered").asInt());
    expect(
        wrong, "rowsQuarantined", answer.refused().size(), result.path("rowsQuarantined").asInt());
    expect(wrong, "rowsWritten", answer.rows().size(), result.path("rowsWritten").asInt());
    expect(wrong, "failedChunks", without.size(), result.path("failedChunks").asInt());
    List<Integer> failed = new ArrayList<>();
    manifest
        .path("failedChunks")
        .forEach(place -> failed.add(Integer.valueOf(place.asText().split(" ")[1])));
    expect(wrong, "the failed chunks' names", List.copyOf(without), failed);
    List<String> named = new ArrayList<>();
    for (JsonNode output : manifest.path("outputs")) {
      String key =
          output.path("uri").asText().substring(("s3://" + Scenario.OUTPUT + "/").length());
      named.add(key);
      Optional<Stored> stored = world.store().find(Scenario.OUTPUT, key);
      expect(
          wrong,
          "etag of " + key,
          stored.map(Stored::etag).orElse("none"),
          output.path("etag").asText());
    }
    expect(wrong, "outputs", parts, named);
    String quarantine = result.path("quarantine").asText();
    expect(
        wrong,
        "refused rows",
        answer.refused(),
        quarantine.isEmpty() ? List.of() : refused(quarantine, without.isEmpty()));
    return wrong;
  }

  private List<String> refused(String uri, boolean numbered) {
    String key = uri.substring(("s3://" + Scenario.OUTPUT + "/").length());
    byte[] rows = world.store().find(Scenario.OUTPUT, key).orElseThrow().bytes();
    return world.scenario().refused(rows, numbered);
  }

  private static void expect(List<String> wrong, String what, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      wrong.add(what + " is " + found + ", expected " + expected);
    }
  }

  private static String firstDifference(List<?> expected, List<?> found) {
    int at = 0;
    while (at < Math.min(expected.size(), found.size()) && expected.get(at).equals(found.get(at))) {
      at++;
    }
    return "row %d of the output is %s, expected %s; %d rows, expected %d"
        .formatted(
            at,
            at < found.size() ? found.get(at) : "missing",
            at < expected.size() ? expected.get(at) : "none",
            found.size(),
            expected.size());
  }

  /// What has to hold when nothing is going on any more.
  void checkQuiet(boolean allWentWell) {
    if (hasPublished) {
      checkPublished("when all is quiet");
      answer().ifPresent(this::countRows);
      checkLetters();
    }
    Set<String> winners = winningUploads();
    // A chunk that guessed its first row wrongly has committed, and is done again: its first upload
    // stays until the run is cleaned.
    Set<String> committed = uploads(_ -> true);
    for (PendingUpload upload : world.store().uploads()) {
      boolean mine = upload.key().startsWith(prefix);
      if (mine && hasPublished && winners.contains(upload.id())) {
        world.violated(upload.id() + " of " + upload.key() + " is a winner's and still pending");
      }
      if (mine && allWentWell && hasPublished && !committed.contains(upload.id())) {
        world.violated(
            upload.id() + " of " + upload.key() + " was left behind, and nothing went wrong");
      }
    }
  }

  /// The uploads that the output consists of: of the commits that the manifest's objects belong to.
  private Set<String> winningUploads() {
    Set<String> visible = new TreeSet<>();
    for (String part : keys(prefix + "part-")) {
      world
          .store()
          .find(Scenario.OUTPUT, part)
          .map(stored -> stored.metadata().getOrDefault("batchwright-attempt", ""))
          .ifPresent(visible::add);
    }
    return uploads(visible::contains);
  }

  /// The uploads in the commits of some attempts.
  private Set<String> uploads(Predicate<String> ofAttempt) {
    Set<String> uploads = new TreeSet<>();
    for (String commit : keys(work + "commits/")) {
      JsonNode pending = planned.at(commit).orElseThrow().path("output").path("pending");
      if (ofAttempt.test(pending.path("owner").asText())) {
        uploads.add(pending.path("uploadId").asText());
      }
    }
    return uploads;
  }
}
