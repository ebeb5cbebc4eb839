package dev.batchwright.batch.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.model.BatchException;
import dev.batchwright.job.Job;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// A run over bytes that nobody vouches for, and what holds of each one.
final class FuzzedRun {

  /// Longer inputs find nothing that shorter ones do not, and take the time of many.
  static final int MAX_BYTES = 4_096;

  private FuzzedRun() {}

  /// Runs the job over one object. It ends in a result whose accounts balance, or it fails as a run
  /// may, and says where.
  ///
  /// @param chunkBytes size of the chunks, 0 for one chunk
  static Optional<TestRun> of(Job job, String key, byte[] content, int chunkBytes) {
    JobTester tester = JobTester.of(job).input(key, content);
    try {
      TestRun run = (chunkBytes > 0 ? tester.chunkBytes(chunkBytes) : tester).run();
      assertThat(run.counts().read())
          .isEqualTo(run.counts().kept() + run.counts().filtered() + run.counts().quarantined());
      assertThat(run.refusals()).hasSize((int) run.counts().quarantined());
      assertThat(run.refusals()).allSatisfy(FuzzedRun::saysWhereAndWhy);
      return Optional.of(run);
    } catch (BatchException e) {
      assertThat(e).hasMessageContaining(key);
      return Optional.empty();
    }
  }

  private static void saysWhereAndWhy(Refusal refusal) {
    assertThat(refusal.place()).isNotEmpty();
    assertThat(refusal.reason()).isNotEmpty();
    assertThat(refusal.startByte()).isNotNegative().isLessThanOrEqualTo(refusal.endByte());
  }

  /// The content behind the first `from` bytes, which choose how it is read.
  static byte[] content(byte[] data, int from) {
    return Arrays.copyOfRange(data, from, Math.min(data.length, from + MAX_BYTES));
  }

  /// Whether the content starts with the byte order mark of an encoding that is not UTF-8.
  static boolean isMarkedAsOther(byte[] bytes) {
    int start = 0;
    for (int i = 0; i < 4; i++) {
      start = start << 8 | (i < bytes.length ? bytes[i] & 0xFF : 0xAA);
    }
    return start >>> 16 == 0xFEFF || start >>> 16 == 0xFFFE || start == 0x0000FEFF;
  }

  /// The text, where these bytes are UTF-8.
  static Optional<String> utf8(byte[] bytes, int start, int end) {
    try {
      ByteBuffer part = ByteBuffer.wrap(bytes, start, end - start);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(part).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
