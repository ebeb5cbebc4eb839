package dev.batchwright.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.batchwright.batch.protocol.Protocol.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What the model says is what the code does: ways through the model are taken by real stages, and
/// after each effect the store and the actors stand as in the model.
final class ReplayTest {

  private static final long SEED = 20_261_124;

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1"})
  void takesEveryTransitionOfOneChunk(int chunks, int tolerated) {
    Protocol protocol = new Protocol(chunks, tolerated);
    Exploration.ways(protocol).forEach(way -> replay(protocol, way));
  }

  @ParameterizedTest
  @EnumSource
  void differsFromAModelThatLeavesSomethingOut(Mistake mistake) {
    Protocol protocol = new Protocol(1, mistake == Mistake.NO_DECISION ? 1 : 0, mistake);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Exploration.ways(protocol).forEach(way -> replay(protocol, way)));
  }

  @ParameterizedTest
  @CsvSource({"3, 0, 100", "2, 1, 100", "3, 1, 100"})
  void takesRandomWaysOfMoreChunks(int chunks, int tolerated, int ways) {
    Protocol protocol = new Protocol(chunks, tolerated);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < ways; i++) {
      replay(protocol, randomWay(protocol, random.split()));
    }
  }

  private static List<Action> randomWay(Protocol protocol, SplittableRandom random) {
    List<Action> way = new ArrayList<>();
    long state = protocol.start();
    int cutOffEvery = random.nextInt(2, 40);
    while (true) {
      List<Action> all = protocol.actions(state);
      if (all.isEmpty()) {
        return way;
      }
      Action chosen = all.get(random.nextInt(all.size()));
      if (chosen.kind() == Action.Kind.CUT_OFF && random.nextInt(cutOffEvery) != 0) {
        continue;
      }
      way.add(chosen);
      state = protocol.after(state, chosen);
    }
  }

  private static void replay(Protocol protocol, List<Action> way) {
    try (RealRun run = new RealRun(protocol)) {
      long state = protocol.start();
      compare(protocol, state, run, way, 0);
      for (int i = 0; i < way.size(); i++) {
        state = protocol.after(state, way.get(i));
        run.take(way.get(i));
        compare(protocol, state, run, way, i + 1);
      }
    }
  }

  private static void compare(
      Protocol protocol, long state, RealRun run, List<Action> way, int taken) {
    String real = describe(protocol, run);
    assertThat(real)
        .as("after %s; next were %s", way.subList(0, taken), way.subList(taken, way.size()))
        .isEqualTo(describe(protocol, state));
  }

  private static String describe(Protocol protocol, long state) {
    StringBuilder text = new StringBuilder();
    for (int actor = 0; actor < protocol.actors(); actor++) {
      text.append(
          protocol.isPublisher(actor)
              ? protocol.publisher(state, actor)
              : protocol.attempt(state, actor));
      text.append(' ');
    }
    for (int chunk = 0; chunk < protocol.chunks(); chunk++) {
      text.append("\nchunk ").append(protocol.commit(state, chunk));
      text.append(' ').append(protocol.isPending(state, chunk, 1));
      text.append(' ').append(protocol.isPending(state, chunk, 2));
      text.append(' ').append(protocol.visible(state, chunk));
    }
    Optional<Integer> manifest =
        protocol.hasManifest(state) ? Optional.of(protocol.manifest(state)) : Optional.empty();
    text.append("\nmanifest ").append(manifest);
    text.append(' ').append(protocol.told(state));
    return text.append(' ').append(protocol.isPublished(state)).toString();
  }

  private static String describe(Protocol protocol, RealRun run) {
    StringBuilder text = new StringBuilder();
    for (int actor = 0; actor < protocol.actors(); actor++) {
      text.append(run.standing(actor)).append(' ');
    }
    for (int chunk = 0; chunk < protocol.chunks(); chunk++) {
      text.append("\nchunk ").append(run.commit(chunk));
      text.append(' ').append(run.isPending(chunk, 1));
      text.append(' ').append(run.isPending(chunk, 2));
      text.append(' ').append(run.visible(chunk));
    }
    text.append("\nmanifest ").append(run.manifest());
    text.append(' ').append(run.told());
    return text.append(' ').append(run.isPublished()).toString();
  }
}
