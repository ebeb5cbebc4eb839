package dev.batchwright.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.simulation.s3.Effect;
import dev.batchwright.simulation.s3.PendingUpload;
import dev.batchwright.simulation.s3.Stored;
import dev.batchwright.simulation.scenario.Answer;
import dev.batchwright.simulation.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Watches what a run makes visible, at the store itself and not through the code under test: each
/// effect when it happens, and what is there when all is quiet.
final class Auditor {

  private final World world;
  private final String run;
  private final String prefix;
  private final String work;
  private boolean hasPublished;

  /// @param run the run's id
  /// @param prefix its output prefix, with a slash at its end
  Auditor(World world, String run, String prefix) {
    this.world = world;
    this.run = run;
    this.prefix = prefix;
    this.work = prefix + "_batchwright/" + run + "/";
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
    boolean once = name.contains("/commits/") || name.endsWith("/plan.json");
    if (once && effect.kind() != Effect.Kind.CREATED) {
      world.violated(effect + ": a plan and a commit are written once");
    }
  }

  private Optional<JsonNode> json(String key) {
    return world.store().find(Scenario.OUTPUT, key).map(stored -> Json.tree(stored.bytes()));
  }

  /// Nothing is visible before every chunk and every partition has its commit.
  private void requireCommits(Effect effect) {
    Optional<JsonNode> plan = json(work + "plan.json");
    if (plan.isEmpty()) {
      world.violated(effect + " before there is a plan");
      return;
    }
    int chunks = plan.get().path("totals").path("chunks").asInt();
    for (int chunk = 0; chunk < chunks; chunk++) {
      if (keys(work + "commits/map/%06d".formatted(chunk)).isEmpty()) {
        world.violated(effect + " before chunk " + chunk + " has its commit");
      }
    }
    if (plan.get().path("reduce").asBoolean() && !isReduced()) {
      world.violated(effect + " before all partitions have their commits");
    }
  }

  private boolean isReduced() {
    for (String list : keys(work + "partitions/")) {
      JsonNode partitions = json(list).orElseThrow();
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
    return json(work + "plan.json")
        .map(plan -> {
          String list = plan.path("chunkList").path("key").asText();
          Set<String> pinned = new LinkedHashSet<>();
          byte[] lines = world.store().find(Scenario.OUTPUT, list).orElseThrow().bytes();
          for (String line : new String(lines, StandardCharsets.UTF_8).split("\n")) {
            if (!line.isEmpty()) {
              JsonNode chunk = Json.tree(line.getBytes(StandardCharsets.UTF_8));
              chunk
                  .path("segments")
                  .forEach(s ->
                      pinned.add(
                          s.path("object").path("key").asText()
                              + s.path("object").path("etag").asText()));
            }
          }
          return world.scenario().answer(List.copyOf(pinned));
        });
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
    if (!world.hasInputChanged() && there != answer.rowsRead()) {
      wrong.add("the plan has " + answer.rowsRead() + " rows of input, and there are " + there);
    }
    List<String> parts = keys(prefix + "part-");
    List<List<Optional<String>>> rows = world.scenario().output(world.store(), parts, answer);
    if (!rows.equals(answer.rows())) {
      wrong.add(firstDifference(answer.rows(), rows));
    }
    JsonNode manifest = json(prefix + "manifest.json").orElseThrow();
    JsonNode result = manifest.path("result");
    expect(wrong, "run", run, manifest.path("run").asText());
    expect(wrong, "rowsRead", answer.rowsRead(), result.path("rowsRead").asInt());
    expect(wrong, "rowsFiltered", answer.rowsFiltered(), result.path("rowsFiltered").asInt());
    expect(
        wrong, "rowsQuarantined", answer.refused().size(), result.path("rowsQuarantined").asInt());
    expect(wrong, "rowsWritten", answer.rows().size(), result.path("rowsWritten").asInt());
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
        quarantine.isEmpty() ? List.of() : refused(quarantine));
    return wrong;
  }

  private List<String> refused(String uri) {
    String key = uri.substring(("s3://" + Scenario.OUTPUT + "/").length());
    return world.scenario().refused(world.store().find(Scenario.OUTPUT, key).orElseThrow().bytes());
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
      JsonNode pending = json(commit).orElseThrow().path("output").path("pending");
      if (ofAttempt.test(pending.path("owner").asText())) {
        uploads.add(pending.path("uploadId").asText());
      }
    }
    return uploads;
  }
}
