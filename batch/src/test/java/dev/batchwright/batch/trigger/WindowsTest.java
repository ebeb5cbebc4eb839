package dev.batchwright.batch.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.storage.MemoryStorage;
import dev.batchwright.batch.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every object version ends in exactly one window's list, in whatever order requests arrive and
/// wherever who makes them dies.
final class WindowsTest {

  private static final Duration LENGTH = Duration.ofMinutes(15);
  private static final Instant FIRST = Instant.parse("2026-11-24T02:15:00Z");
  private static final TriggerLayout LAYOUT = new TriggerLayout("data");

  private static Trigger.Upload upload(String key) {
    return new Trigger.Upload(
        new InputObject("in", key, "\"e\"", Optional.of("v1"), 7), FIRST.plusSeconds(60));
  }

  private static WindowRequest window(Instant start) {
    return WindowRequest.at("orders", start, LENGTH);
  }

  /// Who adds an upload: in its window's time, and after its death in the next one's.
  private static Replay.Actor adder(String key) {
    return (storage, starter, life) ->
        new Windows(storage, LAYOUT, () -> FIRST.plusSeconds(60 + life * LENGTH.toSeconds()))
            .add("orders", LENGTH, upload(key), starter);
  }

  /// The execution of the first window, which somebody else has started.
  private static void closer(Storage storage, RunStarter starter, int life) {
    new Windows(storage, LAYOUT, () -> FIRST.plus(LENGTH)).close(window(FIRST));
  }

  /// Closes what was opened, and counts in how many lists each upload is.
  private static void checkEachIsInOneList(Replay.World world, String... keys) {
    Storage store = world.store();
    Windows windows = new Windows(store, LAYOUT, () -> FIRST.plus(LENGTH));
    world.opened.add(FIRST.toString());
    List<String> listed = new ArrayList<>();
    for (String start : world.opened) {
      windows.close(window(Instant.parse(start))).forEach(it -> listed.add(it.key()));
    }
    assertThat(listed)
        .as("opened %s, %s", world.opened, world.objects.keySet())
        .containsExactlyInAnyOrder(keys);
  }

  @Test
  void twoUploadsAndAWindowThatClosesInEveryOrder() {
    int ends =
        Replay.all(
            List.of(adder("a"), adder("b"), WindowsTest::closer),
            Set.of(0, 2),
            world -> checkEachIsInOneList(world, "a", "b"));
    assertThat(ends).isGreaterThan(50);
  }

  @Test
  void oneUploadThatIsAnnouncedTwiceAndAWindowThatClosesInEveryOrder() {
    int ends =
        Replay.all(
            List.of(adder("a"), adder("a"), WindowsTest::closer),
            Set.of(0, 2),
            world -> checkEachIsInOneList(world, "a"));
    assertThat(ends).isGreaterThan(50);
  }

  /// The proof that the exploration finds what it looks for: a closer that lists before it says so.
  @Test
  void aCloserThatListsFirstWouldLoseAnUpload() {
    Replay.Actor hasty =
        (storage, _, _) -> {
          storage.list(LAYOUT.members(window(FIRST)), "");
          if (storage.list(LAYOUT.members(window(FIRST)), "").objects().isEmpty()) {
            storage.putIfAbsent(LAYOUT.closed(window(FIRST)), new byte[0]);
          }
          storage.putIfAbsent(LAYOUT.closing(window(FIRST)), new byte[] {'{', '}'});
        };
    assertThatThrownBy(() ->
            Replay.all(
                List.of(adder("a"), hasty), Set.of(), world -> checkEachIsInOneList(world, "a")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anUploadThatComesAfterItsWindowGoesToTheOneOfNow() {
    MemoryStorage store = MemoryStorage.withBuckets(10, "data");
    Instant now = FIRST.plus(LENGTH.multipliedBy(3)).plusSeconds(5);
    Windows windows = new Windows(store, LAYOUT, () -> now);
    Starts starts = new Starts();
    assertThat(windows.add("orders", LENGTH, upload("a"), starts)).isTrue();
    assertThat(windows.close(window(FIRST))).extracting(InputObject::key).containsExactly("a");
    assertThat(windows.add("orders", LENGTH, upload("b"), starts)).isTrue();
    assertThat(windows.add("orders", LENGTH, upload("b"), starts)).isFalse();
    assertThat(windows.add("orders", LENGTH, upload("a"), starts)).isFalse();
    assertThat(windows.close(window(FIRST))).hasSize(1);
    assertThat(windows.close(window(now))).extracting(InputObject::key).containsExactly("b");
    assertThat(starts.opened)
        .containsExactly(
            "orders-window-20261124T021500Z",
            "orders-window-20261124T030000Z",
            "orders-window-20261124T030000Z");
  }

  @Test
  void windowsBeginAtWholeMultiplesOfTheirLength() {
    WindowRequest window = window(Instant.parse("2026-11-24T02:29:59.999Z"));
    assertThat(window.startsAt()).isEqualTo(FIRST);
    assertThat(window.endsAt()).isEqualTo(FIRST.plus(LENGTH));
    assertThat(window.window()).isEqualTo("orders-window-20261124T021500Z");
    assertThat(window(FIRST.plus(LENGTH)).startsAt()).isEqualTo(FIRST.plus(LENGTH));
  }
}
