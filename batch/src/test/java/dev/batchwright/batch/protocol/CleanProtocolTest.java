package dev.batchwright.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Cleaning up and publishing exclude one another in every state that executions and cleaners can
/// come to, each cut off anywhere.
final class CleanProtocolTest {

  private record Result(String wrong, long states, boolean cleans, boolean publishes) {}

  @ParameterizedTest
  @CsvSource({
    "1, 1, false",
    "1, 1, true",
    "2, 1, false",
    "2, 1, true",
    "1, 2, false",
    "1, 2, true"
  })
  void holdsInEveryState(int executions, int cleaners, boolean claimed) {
    Result result = walk(new CleanProtocol(executions, cleaners), claimed);
    assertThat(result.wrong()).isEmpty();
    assertThat(result.cleans()).as("some way cleans up").isTrue();
    assertThat(result.publishes()).as("some way publishes").isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void noticesWhatIsLeftOut(CleanProtocol.Mistake mistake) {
    assertThat(walk(new CleanProtocol(1, 1, mistake), true).wrong()).isNotEmpty();
  }

  private static Result walk(CleanProtocol protocol, boolean claimed) {
    LongSet known = new LongSet();
    ArrayDeque<Long> queue = new ArrayDeque<>();
    queue.add(protocol.start(claimed));
    known.add(protocol.start(claimed));
    boolean cleans = false;
    boolean publishes = false;
    while (!queue.isEmpty()) {
      long state = queue.remove();
      String wrong = protocol.wrong(state);
      if (!wrong.isEmpty()) {
        return new Result(wrong, known.size(), cleans, publishes);
      }
      cleans |= protocol.isCleaned(state);
      publishes |= protocol.isPublished(state);
      for (int actor = 0; actor < protocol.actors(); actor++) {
        if (!protocol.hasEnded(state, actor)) {
          add(known, queue, protocol.after(state, actor));
          add(known, queue, protocol.cutOff(state, actor));
        }
      }
    }
    return new Result("", known.size(), cleans, publishes);
  }

  private static void add(LongSet known, ArrayDeque<Long> queue, long state) {
    if (known.add(state)) {
      queue.add(state);
    }
  }
}
