package dev.batchwright.batch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputChangedException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.UnbalancedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every object store must do for the stages: run against the fake here, and against whatever
/// endpoint a subclass knows.
public abstract class StorageContract {

  /// The store, with [#bucket()] in it.
  protected abstract Storage storage();

  /// A bucket that is there, and in which no key starts with [#prefix()].
  protected abstract String bucket();

  /// A key prefix of this test's own.
  protected abstract String prefix();

  private S3Location at(String key) {
    return new S3Location(bucket(), prefix() + key);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String put(String key, byte[] bytes) {
    return storage().put(at(key), bytes, 0, bytes.length);
  }

  private InputObject pin(String key) {
    ObjectHead head = storage().head(at(key)).orElseThrow();
    return new InputObject(
        bucket(), at(key).key(), head.etag(), head.versionId(), head.sizeBytes());
  }

  private List<String> listed(S3Location prefix) {
    List<String> keys = new ArrayList<>();
    new Listing(storage(), prefix)
        .forEachRemaining(o -> keys.add(o.location().key().substring(prefix().length())));
    return keys;
  }

  private static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void anObjectComesBackAsItWasPut() {
    String etag = put("a", utf8("hello"));
    assertThat(storage().get(at("a"))).hasValue(utf8("hello"));
    ObjectHead head = storage().head(at("a")).orElseThrow();
    assertThat(head.etag()).isEqualTo(etag).startsWith("\"");
    assertThat(head.sizeBytes()).isEqualTo(5);
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(storage().get(at("none"))).isEmpty();
    assertThat(storage().head(at("none"))).isEmpty();
    storage().delete(at("none"));
    assertThat(listed(at("none"))).isEmpty();
  }

  @Test
  void aMissingBucketIsAnErrorThatNamesIt() {
    S3Location elsewhere = new S3Location("no-such-bucket-1f0c", "a");
    assertThatThrownBy(() -> storage().get(elsewhere))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("no-such-bucket-1f0c");
    assertThatThrownBy(() -> storage().list(elsewhere, "")).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> storage().putIfAbsent(elsewhere, utf8("x")))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void theFirstConditionalPutWins() {
    assertThat(storage().putIfAbsent(at("c"), utf8("first"))).isTrue();
    assertThat(storage().putIfAbsent(at("c"), utf8("second"))).isFalse();
    assertThat(storage().get(at("c"))).hasValue(utf8("first"));
    storage().delete(at("c"));
    assertThat(storage().putIfAbsent(at("c"), utf8("third"))).isTrue();
  }

  @Test
  void aPutThatNamesWhatItReplacesLosesToAnotherWriter() {
    String first = put("p", utf8("first"));
    assertThat(storage().putIfMatch(at("p"), utf8("second"), first)).isTrue();
    assertThat(storage().putIfMatch(at("p"), utf8("third"), first)).isFalse();
    assertThat(storage().get(at("p"))).hasValue(utf8("second"));
    storage().delete(at("p"));
    assertThat(storage().putIfMatch(at("p"), utf8("fourth"), first)).isFalse();
    assertThat(storage().get(at("p"))).isEmpty();
  }

  @Test
  void uploadsThatAreLeftOpenAreListed() {
    String b = storage().createUpload(at("u/b"), "o");
    String a = storage().createUpload(at("u/a b+"), "o");
    storage().createUpload(at("v/a"), "o");
    List<OpenUpload> found = new ArrayList<>();
    storage().forEachUpload(at("u/"), found::add);
    assertThat(found)
        .extracting(OpenUpload::location, OpenUpload::uploadId)
        .containsExactly(tuple(at("u/a b+"), a), tuple(at("u/b"), b));
    storage().abortUpload(at("u/b"), b);
    found.clear();
    storage().forEachUpload(at("u/"), found::add);
    assertThat(found).hasSize(1);
  }

  @Test
  void oneOfManyConditionalPutsWins() {
    List<Boolean> won =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> storage().putIfAbsent(at("race"), utf8("attempt " + i)))
            .toList();
    assertThat(won).filteredOn(w -> w).hasSize(1);
    assertThat(storage().get(at("race"))).hasValue(utf8("attempt " + won.indexOf(true)));
  }

  @Test
  void listingsAreInTheOrderOfUtf8Bytes() {
    // A supplementary character sorts after U+FF5E in UTF-8 and before it in UTF-16.
    List<String> keys =
        List.of("l/000017.json", "l/000017@8.json", "l/B", "l/a b+c", "l/~", "l/\uff5e", "l/😀");
    keys.reversed().forEach(key -> put(key, utf8(key)));
    put("m", utf8("m"));
    assertThat(listed(at("l/"))).isEqualTo(keys);
    Listing listing = new Listing(storage(), at("l/"));
    listing.skipTo(at("l/B").key() + "?");
    assertThat(listing.next().location()).isEqualTo(at("l/a b+c"));
    StoredObject first = storage().list(at("l/"), "").objects().getFirst();
    assertThat(first.etag()).isEqualTo(storage().head(at(keys.getFirst())).orElseThrow().etag());
    assertThat(first.sizeBytes()).isEqualTo(13);
  }

  @Test
  void rangesOfAPinnedObjectAreItsBytes() {
    byte[] bytes = random(1, 10_000);
    put("r", bytes);
    InputObject pinned = pin("r");
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 50; i++) {
      int start = random.nextInt(bytes.length);
      int length = 1 + random.nextInt(bytes.length - start);
      byte[] buffer = new byte[length + 7];
      storage().read(pinned, start, buffer, 3, length);
      assertThat(buffer).containsSequence(Arrays.copyOfRange(bytes, start, start + length));
      assertThat(Arrays.copyOfRange(buffer, 3, 3 + length))
          .isEqualTo(Arrays.copyOfRange(bytes, start, start + length));
    }
  }

  @Test
  void anObjectThatChangedIsNotRead() {
    put("changed", utf8("planned"));
    InputObject pinned = pin("changed");
    put("changed", utf8("another"));
    assertThatThrownBy(() -> storage().read(pinned, 0, new byte[7], 0, 7))
        .isInstanceOf(InputChangedException.class)
        .hasMessageContaining(pinned.place())
        .hasMessageContaining("start a new run");
    storage().delete(at("changed"));
    assertThatThrownBy(() -> storage().read(pinned, 0, new byte[7], 0, 7))
        .isInstanceOf(InputChangedException.class);
  }

  @Test
  void aStreamReadsFromAnyOffsetToTheEnd() throws IOException {
    byte[] bytes = random(3, (18 << 20) + 12_345);
    String etag = put("s", bytes);
    InputObject pinned =
        new InputObject(bucket(), at("s").key(), etag, Optional.empty(), bytes.length);
    for (long start : new long[] {0, 1, 8 << 20, bytes.length - 1, bytes.length}) {
      for (long end : new long[] {start, start + 10, bytes.length}) {
        try (InputStream in = new PinnedObject(storage(), pinned).open(start, end)) {
          assertThat(in.readAllBytes())
              .isEqualTo(Arrays.copyOfRange(bytes, (int) start, bytes.length));
        }
      }
    }
  }

  @Test
  void aPendingOutputIsInvisibleUntilItIsCompleted() {
    byte[] bytes = random(4, (8 << 20) * 2 + 17);
    PendingOutput output = new PendingOutput(storage(), at("p"), "attempt-1");
    for (int i = 0; i < bytes.length; i += 1 << 20) {
      output.write(bytes, i, Math.min(1 << 20, bytes.length - i));
    }
    PendingObject pending = output.finish().orElseThrow();
    assertThat(pending.parts()).hasSize(3);
    assertThat(pending.sizeBytes()).isEqualTo(bytes.length);
    assertThat(storage().head(at("p"))).isEmpty();
    assertThat(listed(at("p"))).isEmpty();
    String etag = storage().complete(pending);
    assertThat(storage().get(at("p"))).hasValue(bytes);
    ObjectHead head = storage().head(at("p")).orElseThrow();
    assertThat(head.etag()).isEqualTo(etag);
    assertThat(head.metadata()).isEqualTo(Map.of(Storage.OWNER, "attempt-1"));
    assertThat(storage().complete(pending))
        .as("completing twice is one completion")
        .isEqualTo(etag);
  }

  @Test
  void aCompletionOverwritesNothing() {
    PendingOutput output = new PendingOutput(storage(), at("taken"), "attempt-1");
    output.write('x');
    PendingObject pending = output.finish().orElseThrow();
    put("taken", utf8("somebody else's"));
    assertThatThrownBy(() -> storage().complete(pending))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining(at("taken").uri());
    assertThat(storage().get(at("taken"))).hasValue(utf8("somebody else's"));
  }

  @Test
  void anAbortedUploadCannotBeCompleted() {
    PendingOutput output = new PendingOutput(storage(), at("aborted"), "attempt-1");
    output.write('x');
    PendingObject pending = output.finish().orElseThrow();
    storage().abortUpload(pending.location(), pending.uploadId());
    storage().abortUpload(pending.location(), pending.uploadId());
    assertThatThrownBy(() -> storage().complete(pending))
        .isInstanceOf(UnbalancedException.class)
        .hasMessageContaining(at("aborted").uri());
  }

  @Test
  void anOutputWithoutAByteCreatesNothing() {
    RequestCounter counter = new RequestCounter();
    Storage counted = storage().counted(counter);
    assertThat(new PendingOutput(counted, at("empty"), "a").finish()).isEmpty();
    PendingOutput given = new PendingOutput(counted, at("empty"), "a");
    given.write('x');
    given.discard();
    assertThat(counter.counts()).isEmpty();
  }

  @Test
  void aStreamedObjectIsOnePutOrOneUpload() {
    RequestCounter counter = new RequestCounter();
    Storage counted = storage().counted(counter);
    ObjectOutput small = new ObjectOutput(counted, at("small"), "a");
    small.write(utf8("small"), 0, 5);
    small.finish();
    assertThat(counter.counts()).isEqualTo(Map.of(RequestKind.PUT, 1L));
    byte[] bytes = random(5, (8 << 20) + 1);
    ObjectOutput large = new ObjectOutput(counted, at("large"), "a");
    large.write(bytes, 0, bytes.length);
    large.finish();
    assertThat(storage().get(at("small"))).hasValue(utf8("small"));
    assertThat(storage().get(at("large"))).hasValue(bytes);
    assertThat(counter.counts())
        .isEqualTo(
            Map.of(
                RequestKind.PUT, 1L,
                RequestKind.CREATE_UPLOAD, 1L,
                RequestKind.UPLOAD_PART, 2L,
                RequestKind.COMPLETE_UPLOAD, 1L));
  }
}
