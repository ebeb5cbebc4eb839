package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What an operator does after runs, on LocalStack: `run --table`, `verify`, `rollback`, `replay`
/// and `clean`, one after the other over one table.
class LocalStackRecoveryTest {

  private static final String FIRST = Pass.name("recovery-1");
  private static final String SECOND = Pass.name("recovery-2");
  private static final String REFUSED = Pass.name("recovery-refused");
  private static final String IN = Pass.name("recovery-in") + "/";
  private static final String PLACE = "out/" + Pass.name("recovery") + "/";
  private static final String TABLE = PLACE + "orders/";

  private final DeployedStack stack = DeployedStack.get();

  @Test
  void aTableIsVerifiedRolledBackReplayedAndCleaned() {
    stack.put(IN + "a.csv", "city,n\nParis,1\nRome,many\nOslo,3\n");
    publishTwoRuns();
    anAlteredOutputIsNamed();
    readersGoBackToTheRunBefore();
    refusedRowsAreHealed();
    anAbandonedRunIsCleaned();
  }

  private void publishTwoRuns() {
    for (String run : List.of(FIRST, SECOND)) {
      assertThat(validate(0, run, "1", TABLE, "--table"))
          .contains("Run " + run + " is published", "quarantined               1 row");
      assertThat(current()).contains('"' + run + '"', stack.uri(TABLE + run + "/"));
      assertThat(call(0, "verify", run)).contains("Run " + run + " holds: 1 output, 2 rows");
      assertThat(call(0, "verify", stack.uri(TABLE + run + "/"), "--quick")).contains(" holds: ");
    }
  }

  private void anAlteredOutputIsNamed() {
    String part = parts(TABLE + SECOND + "/").getFirst();
    stack.put(part, "city,n\nParis,1\nOslo,4\n");
    assertThat(call(5, "verify", SECOND))
        .contains("Run " + SECOND + " does not hold", stack.uri(part), "output changed", "CRC32C");
    assertThat(call(5, "verify", SECOND, "--quick")).contains(stack.uri(part), "output changed");
  }

  private void readersGoBackToTheRunBefore() {
    assertThat(call(0, "rollback", stack.uri(TABLE)))
        .contains("points at run " + FIRST + " now; it pointed at " + SECOND);
    assertThat(current()).contains(stack.uri(TABLE + FIRST + "/"));
    assertThat(call(0, "rollback", stack.uri(TABLE), "--to", FIRST)).contains("already");
    assertThat(call(2, "rollback", stack.uri(TABLE), "--to", "nobody")).contains("nobody");
  }

  private void refusedRowsAreHealed() {
    String replay = FIRST + "-replay-1";
    assertThat(call(0, "replay", FIRST, "--set", "missing=many"))
        .contains("1 quarantined row of run " + FIRST, "1 is healed");
    assertThat(stack.published(TABLE + replay + "/")).isEqualTo("city,n\nRome,many\n");
    assertThat(current()).as("the table stays").contains(stack.uri(TABLE + FIRST + "/"));
    assertThat(call(0, "verify", replay)).contains("Run " + replay + " holds: 1 output, 1 row");
    assertThat(call(0, "replay", FIRST, "--set", "missing=many")).contains("published already");
  }

  /// It refused more rows than it may: its commits, and the uploads that they name, are left.
  private void anAbandonedRunIsCleaned() {
    assertThat(validate(1, REFUSED, "0", PLACE + "refused/"))
        .contains("ToleranceExceededException");
    String work = PLACE + "refused/_batchwright/" + REFUSED + "/";
    assertThat(stack.keys(work)).contains(work + "plan.json");
    assertThat(uploads()).isNotEmpty();
    Map<String, String> before = objects(_ -> true);

    assertThat(call(0, "clean", stack.uri(PLACE))).contains("kept: too young");
    assertThat(call(0, "clean", stack.uri(PLACE), "--older-than", "0s"))
        .containsPattern(REFUSED + " +abandoned")
        .containsPattern(FIRST + " +published")
        .contains("and 1 unfinished upload would be removed; --apply does it.");
    assertThat(objects(_ -> true)).as("a dry run removes nothing").isEqualTo(before);
    assertThat(uploads()).hasSize(1);

    assertThat(call(0, "clean", stack.uri(PLACE), "--older-than", "0s", "--apply"))
        .contains("and 1 unfinished upload removed.");
    assertThat(stack.keys(work)).containsExactly(work + "publish/claim.json");
    assertThat(uploads()).isEmpty();
    Predicate<String> published = key -> !key.contains("/_batchwright/");
    assertThat(objects(published)).isNotEmpty().isEqualTo(visible(before, published));
    for (String run : List.of(FIRST, FIRST + "-replay-1")) {
      assertThat(call(0, "verify", run)).contains(" holds: ");
    }
    assertThat(validate(2, REFUSED, "1", PLACE + "refused/"))
        .contains("run " + REFUSED + " was cleaned up at ", "start a new run id");
    assertThat(validate(0, REFUSED + "-2", "1", PLACE + "refused/")).contains("is published");
  }

  private String validate(int exitCode, String run, String tolerate, String out, String... more) {
    List<String> words = new ArrayList<>(List.of("run", "validate", "--run-id", run));
    words.addAll(List.of("-i", stack.uri(IN), "-o", stack.uri(out)));
    words.addAll(List.of("--set", "types=n:number", "--set", "tolerate=" + tolerate));
    words.addAll(List.of(more));
    return call(exitCode, words.toArray(String[]::new));
  }

  private String call(int exitCode, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--state-machine", stack.output("BatchRunArn")));
    return CommandLine.call(exitCode, all);
  }

  private String current() {
    return stack
        .s3()
        .getObjectAsBytes(b -> b.bucket(stack.data()).key(TABLE + "_current.json"))
        .asUtf8String();
  }

  private List<String> parts(String prefix) {
    return stack.keys(prefix).stream().filter(key -> key.startsWith(prefix + "part-")).toList();
  }

  /// Key and ETag of what is below the place.
  private Map<String, String> objects(Predicate<String> keys) {
    Map<String, String> objects = new TreeMap<>();
    stack
        .s3()
        .listObjectsV2Paginator(b -> b.bucket(stack.data()).prefix(PLACE))
        .contents()
        .forEach((S3Object it) -> objects.put(it.key(), it.eTag()));
    return visible(objects, keys);
  }

  private static Map<String, String> visible(Map<String, String> objects, Predicate<String> keys) {
    Map<String, String> visible = new TreeMap<>(objects);
    visible.keySet().removeIf(keys.negate());
    return visible;
  }

  private List<MultipartUpload> uploads() {
    return stack.s3().listMultipartUploads(b -> b.bucket(stack.data()).prefix(PLACE)).uploads();
  }
}
