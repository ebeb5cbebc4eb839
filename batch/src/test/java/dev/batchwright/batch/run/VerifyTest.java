package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.verify.Depth;
import dev.batchwright.batch.verify.Finding;
import dev.batchwright.batch.verify.Finding.Kind;
import dev.batchwright.batch.verify.Verification;
import dev.batchwright.batch.verify.Verifier;
import dev.batchwright.job.Job;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Damage of each kind, planted into published runs: it is found, and named.
final class VerifyTest {

  private static final WorkLayout LAYOUT = WorkLayout.of(Scenario.OUTPUT, "run-1");

  private final Scenario scenario = new Scenario(3, 3, 60);

  private Published publish(Class<? extends Job> job) {
    return new StateMachine(scenario.storage, "a")
        .run("run-1", Scenario.request(job, Scenario.options(400, 3)));
  }

  private Verification verify(Depth depth) {
    List<S3Location> before = scenario.storage.visible();
    Verification answer = new Verifier(scenario.storage).verify(LAYOUT, depth);
    assertThat(scenario.storage.visible()).as("nothing is written").isEqualTo(before);
    return answer;
  }

  private void edit(S3Location at, UnaryOperator<String> edit) {
    String text = new String(scenario.storage.get(at).orElseThrow(), StandardCharsets.UTF_8);
    byte[] edited = edit.apply(text).getBytes(StandardCharsets.UTF_8);
    scenario.storage.put(at, edited, 0, edited.length);
  }

  private static S3Location at(String name) {
    return Scenario.OUTPUT.plus(name);
  }

  /// Exactly one finding, of this kind, about this object, which says this.
  private void finds(Depth depth, Kind kind, S3Location place, String... said) {
    Verification found = verify(depth);
    assertThat(found.holds()).isFalse();
    assertThat(found.findings()).as(depth.toString()).hasSize(1);
    Finding finding = found.findings().getFirst();
    assertThat(finding.kind()).as(finding.toString()).isEqualTo(kind);
    assertThat(finding.place()).isEqualTo(place.uri());
    assertThat(List.of(said)).allMatch(finding.what()::contains, finding.what());
    assertThat(finding.kind().advice()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(classes = {TestJobs.Keep.class, TestJobs.Totals.class, TestJobs.Sorted.class})
  void whatWasPublishedHolds(Class<? extends Job> job) {
    Published published = publish(job);
    for (Depth depth : Depth.values()) {
      Verification found = verify(depth);
      assertThat(found.findings()).isEmpty();
      assertThat(found.holds()).isTrue();
      assertThat(found.notes()).isEmpty();
      assertThat(found.outputs()).isEqualTo(published.outputs()).isPositive();
      assertThat(found.rows()).isEqualTo(published.rowsWritten()).isPositive();
      assertThat(found.bytes()).isEqualTo(published.bytesWritten());
      assertThat(found.run()).isEqualTo("run-1");
    }
  }

  @ParameterizedTest
  @EnumSource(Depth.class)
  void anOutputThatIsGone(Depth depth) {
    publish(TestJobs.Keep.class);
    scenario.storage.delete(at("part-000002.csv"));
    finds(depth, Kind.OUTPUT_MISSING, at("part-000002.csv"), "is not there", "rows");
  }

  @ParameterizedTest
  @EnumSource(Depth.class)
  void anOutputThatWasCutOff(Depth depth) {
    publish(TestJobs.Keep.class);
    edit(at("part-000001.csv"), text -> text.substring(0, text.length() - 3));
    finds(depth, Kind.OUTPUT_CHANGED, at("part-000001.csv"), "bytes, published were");
  }

  @ParameterizedTest
  @EnumSource(Depth.class)
  void anOutputOfTheSameLengthWithOtherBytes(Depth depth) {
    publish(TestJobs.Keep.class);
    edit(at("part-000001.csv"), text -> text.replace("plain", "PLAIN").replace("é", "è"));
    finds(depth, Kind.OUTPUT_CHANGED, at("part-000001.csv"));
  }

  @Test
  void anOutputThatWasRestoredHasAnotherETagAndHolds() {
    publish(TestJobs.Keep.class);
    edit(at("part-000001.csv"), text -> text);
    finds(Depth.QUICK, Kind.OUTPUT_CHANGED, at("part-000001.csv"), "ETag");
    Verification read = verify(Depth.FULL);
    assertThat(read.holds()).isTrue();
    assertThat(read.notes()).singleElement().asString().contains("1 outputs", "restored");
  }

  @ParameterizedTest
  @EnumSource(Depth.class)
  void somethingBesideTheOutputs(Depth depth) {
    publish(TestJobs.Keep.class);
    for (String name : List.of("a.csv", "part-000001.csv.bak", "z/deep.csv")) {
      scenario.put("out/" + name, new byte[1]);
      finds(depth, Kind.OUTPUT_UNKNOWN, at(name), "not in the manifest");
      scenario.storage.delete(at(name));
    }
    scenario.put("out/_batchwright/another/plan.json", new byte[1]);
    assertThat(verify(depth).holds()).as("rooms of other runs are no output").isTrue();
  }

  @ParameterizedTest
  @EnumSource(Depth.class)
  void aMissingSuccess(Depth depth) {
    publish(TestJobs.Keep.class);
    scenario.storage.delete(at("_SUCCESS"));
    finds(depth, Kind.SUCCESS_MISSING, at("_SUCCESS"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "cut", "foreign", "no json", "an output less", "other rows"})
  void aManifestThatIsNotTheRuns(String damage) {
    publish(TestJobs.Keep.class);
    S3Location manifest = at("manifest.json");
    switch (damage) {
      case "gone" -> scenario.storage.delete(manifest);
      case "cut" -> edit(manifest, text -> text.substring(0, text.length() * 2 / 3));
      case "foreign" -> edit(manifest, text -> text.replaceFirst("run-1", "run-2"));
      case "an output less" ->
          edit(manifest, text -> text.replaceFirst("(?s)\\{[^}]*0002[^}]*\\}, ", ""));
      case "other rows" ->
          edit(manifest, text -> text.replaceFirst("(?s)(0002.csv.*?rows\" : )\\d+", "$1 7"));
      default -> edit(manifest, _ -> "<xml/>");
    }
    Verification found = verify(Depth.FULL);
    assertThat(found.findings())
        .isNotEmpty()
        .anyMatch(it ->
            it.kind()
                == (damage.equals("other rows") ? Kind.COUNTS_DIFFER : Kind.MANIFEST_DAMAGED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "no json"})
  void aPlanThatIsNotThere(String damage) {
    publish(TestJobs.Keep.class);
    if (damage.equals("gone")) {
      scenario.storage.delete(LAYOUT.plan());
    } else {
      edit(LAYOUT.plan(), _ -> "{");
    }
    finds(Depth.FULL, Kind.WORK_DAMAGED, LAYOUT.plan());
  }

  @ParameterizedTest
  @ValueSource(classes = {TestJobs.Keep.class, TestJobs.Totals.class})
  void aCommitThatIsGone(Class<? extends Job> job) {
    publish(job);
    S3Location commit =
        scenario.storage.visible().stream()
            .filter(it -> it.key().contains("/commits/map/000001"))
            .findFirst()
            .orElseThrow();
    scenario.storage.delete(commit);
    Verification found = verify(Depth.QUICK);
    assertThat(found.findings()).anyMatch(it -> it.kind() != Kind.OUTPUT_UNKNOWN);
    assertThat(found.holds()).isFalse();
  }

  @Test
  void aPartitionsCommitThatIsGone() {
    publish(TestJobs.Totals.class);
    S3Location commit =
        scenario.storage.visible().stream()
            .filter(it -> it.key().contains("/commits/reduce/"))
            .findFirst()
            .orElseThrow();
    scenario.storage.delete(commit);
    finds(Depth.QUICK, Kind.LEDGER_UNBALANCED, LAYOUT.work(), "partition 0 has no commit");
  }

  @Test
  void aCommitThatWasEdited() {
    publish(TestJobs.Keep.class);
    S3Location commit = LAYOUT.work().plus("commits/map/000001.json");
    edit(commit, text -> text.replaceFirst("\"firstRowByte\":(\\d)", "\"firstRowByte\":9$1"));
    assertThat(verify(Depth.QUICK).findings())
        .first()
        .satisfies(it -> assertThat(it.kind()).isEqualTo(Kind.LEDGER_UNBALANCED));
  }

  @Test
  void theListOfChunksWasReplaced() {
    publish(TestJobs.Keep.class);
    S3Location list =
        scenario.storage.visible().stream()
            .filter(it -> it.key().contains("/plan/chunks-"))
            .findFirst()
            .orElseThrow();
    edit(list, text -> text + "\n");
    assertThat(verify(Depth.QUICK).findings())
        .singleElement()
        .satisfies(it -> assertThat(it.what()).contains("plan/chunks-"));
  }

  @Test
  void aQuarantineThatIsNotWhole() {
    S3Location quarantine = S3Location.parse(publish(TestJobs.Keep.class).quarantine());
    edit(quarantine, text -> text.substring(text.indexOf('\n') + 1));
    assertThat(verify(Depth.QUICK).holds()).as("what is not read is not noticed").isTrue();
    finds(Depth.FULL, Kind.QUARANTINE_DAMAGED, quarantine, "the commits have");
    scenario.storage.delete(quarantine);
    finds(Depth.QUICK, Kind.QUARANTINE_DAMAGED, quarantine, "is not there");
  }

  @Test
  void aSummaryThatIsGone() {
    publish(TestJobs.Keep.class);
    scenario.storage.delete(LAYOUT.summary());
    finds(Depth.QUICK, Kind.WORK_DAMAGED, LAYOUT.summary());
  }

  @Test
  void ofManyFindingsTheFirstAreNamedAndAllAreCounted() {
    publish(TestJobs.Keep.class);
    for (int i = 0; i < 150; i++) {
      scenario.put("out/x" + i, new byte[1]);
    }
    Verification found = verify(Depth.QUICK);
    assertThat(found.findings()).hasSize(100);
    assertThat(found.findingCount()).isEqualTo(150);
  }

  @Test
  void aRunThatIsNotPublishedIsNothingToVerify() {
    new StateMachine(scenario.storage, "a")
        .plan("run-1", Scenario.request(TestJobs.Keep.class, Scenario.options(400, 1)));
    assertThatThrownBy(() -> verify(Depth.QUICK))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("run-1", "not published");
  }
}
