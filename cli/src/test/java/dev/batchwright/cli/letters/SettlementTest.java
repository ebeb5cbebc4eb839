package dev.batchwright.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.model.S3Location;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettlementTest {

  private static final String WORK = "out/_batchwright/r1/";

  private final Set<String> commits = new HashSet<>();
  private final Letter chunk = map(1, 0, "");
  private final Letter seam = map(2, 0, ",\"knownRowStart\":77");
  private final Letter partition =
      letter(0, "\"reduce\",\"item\":{\"partition\":3,\"shuffle\":\"abc\"}");
  private final Letter run = letter(0, "\"run\"");
  private final List<Letter> all = List.of(chunk, seam, partition, run);

  @Test
  void aPublishedRunSettlesEverything() {
    assertThat(settle(true, true)).isEqualTo(all);
  }

  @Test
  void aChunkThatIsLeftOutOfWhatWasPublishedHasNotSucceeded() {
    commits.add(WORK + "commits/map/000001.json");
    assertThat(settle(true, false)).containsExactly(chunk, partition, run);
  }

  @Test
  void anItemHasSucceededOnceItsCommitIsThere() {
    assertThat(settle(false, false)).isEmpty();
    commits.add(WORK + "commits/map/000002@77.json");
    commits.add(WORK + "commits/reduce/abc/000003.json");
    assertThat(settle(false, false)).containsExactly(seam, partition);
  }

  @Test
  void ofWhatFailsAgainAndAgainTheNewestLetterStays() {
    Letter second = map(1, 20, "");
    Letter third = map(1, 10, "");
    Letter elsewhere = map(9, 5, "");
    assertThat(settlement(false, false).settled(List.of(third, chunk, second, elsewhere)))
        .containsExactlyInAnyOrder(chunk, third);
  }

  @Test
  void aWindowHasSucceededOnceItsRunIsThereAndWhatNobodyKnowsStays() {
    Letter window = letter(0, "\"window\"");
    Letter unknown = letter(0, "\"cleanup\"");
    assertThat(settlement(false, false).settled(List.of(window, unknown, run)))
        .containsExactly(window);
    assertThat(settlement(true, true).settled(List.of(window, unknown, run)))
        .containsExactly(window, run);
    assertThat(List.of(window.about(), unknown.about()))
        .containsExactly("its window of uploads", "stage 'cleanup', which is none of a run");
  }

  @Test
  void whatIsNoLetterOfOursIsOfNoRun() {
    assertThat(Letter.of("r", Instant.EPOCH, "hello {").run()).isEmpty();
  }

  private List<Letter> settle(boolean published, boolean whole) {
    return settlement(published, whole).settled(all);
  }

  private Settlement settlement(boolean published, boolean whole) {
    return new Settlement(
        (S3Location at, int _) ->
            commits.contains(at.key()) ? Optional.of(new byte[1]) : Optional.empty(),
        published,
        whole);
  }

  private static Letter map(int chunk, long second, String more) {
    return letter(second, "\"map\",\"item\":{\"chunk\":" + chunk + more + "}");
  }

  private static Letter letter(long second, String stageAndItem) {
    return Letter.of(
        "receipt",
        Instant.ofEpochSecond(second),
        """
        {"run":"r1","work":{"bucket":"b","key":"%s"},"stage":%s}
        """
            .formatted(WORK, stageAndItem));
  }
}
