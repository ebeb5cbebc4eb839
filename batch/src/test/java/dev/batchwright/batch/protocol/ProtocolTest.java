package dev.batchwright.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.protocol.Exploration.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Safety of commit and publish in every state that two attempts at three chunks and two publishers
/// can come to, each cut off anywhere; and in each of them a redrive publishes the right thing.
final class ProtocolTest {

  @Test
  void holdsInEveryState() {
    Result result = Exploration.all(new Protocol(3, 0));
    assertThat(result.finding()).isEmpty();
    assertThat(result.states()).as("the walk went everywhere").isGreaterThan(800_000);
  }

  @Test
  void holdsInEveryStateWhereAChunkMayFail() {
    Result result = Exploration.all(new Protocol(2, 1));
    assertThat(result.finding()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noticesWhatIsLeftOut(Mistake mistake) {
    Result result =
        Exploration.all(new Protocol(2, mistake == Mistake.NO_DECISION ? 1 : 0, mistake));
    assertThat(result.finding()).as(mistake.toString()).isPresent();
  }
}
