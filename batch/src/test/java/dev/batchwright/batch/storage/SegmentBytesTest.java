package dev.batchwright.batch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.checksum.CrcAlgorithm;
import dev.batchwright.batch.checksum.ObjectChecksum;
import dev.batchwright.batch.model.InputChangedException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.model.SegmentChecksum;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// A segment's checksum is that of exactly its bytes, whatever its reader looked at.
final class SegmentBytesTest {

  private static final String ETAG = "\"e\"";
  private static final int SIZE = 1_000;

  private final byte[] bytes = new byte[SIZE];
  private final InputObject object = new InputObject("data", "k", ETAG, Optional.empty(), SIZE);
  private ObjectChecksum whole;

  SegmentBytesTest() {
    new SplittableRandom(9).nextBytes(bytes);
    whole = CrcAlgorithm.CRC64NVME.of(bytes, 0, SIZE);
  }

  private FakeS3.Answer answer(SdkHttpRequest request) {
    String header = "x-amz-checksum-" + whole.algorithm().name().toLowerCase(Locale.ROOT);
    Optional<String> range = request.firstMatchingHeader("Range");
    if (range.isEmpty()) {
      return FakeS3.Answer.of(200, request.method() == SdkHttpMethod.HEAD ? new byte[0] : bytes)
          .with("ETag", ETAG)
          .with("Content-Length", "" + SIZE)
          .with(header, whole.base64());
    }
    String[] ends = range.get().substring("bytes=".length()).split("-");
    return FakeS3.Answer.range(
        bytes, ETAG, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
  }

  private Storage storage() {
    return S3Storage.of(new FakeS3(this::answer).client(), Background.inline());
  }

  /// Reads a segment whose rows start and end 7 bytes after it, up to the object's end.
  private SegmentChecksum read(long start, long end, long openAt, int count) throws IOException {
    SegmentBytes segment = new SegmentBytes(storage(), new Segment(object, start, end));
    segment.open(0, 10).close();
    try (InputStream in = segment.open(openAt, end)) {
      for (int left = count, got = 0; left > 0 && got >= 0; left -= got) {
        got = in.read(new byte[100], 0, Math.min(left, 100));
      }
    }
    return segment.checksum(start == 0 ? 0 : start + 7, Math.min(SIZE, end + 7)).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void itIsOfTheRowsWhereverReadingStartsAndEnds(CrcAlgorithm algorithm) throws IOException {
    whole = algorithm.of(bytes, 0, SIZE);
    ObjectChecksum expected = algorithm.of(bytes, 307, 400);
    for (long openAt : new long[] {0, 299, 300, 310, 699, 700, 999}) {
      for (int count : new int[] {0, 1, 200, 400, 401, SIZE}) {
        SegmentChecksum sum = read(300, 700, openAt, count);
        assertThat(sum.read()).as("from %d, %d bytes", openAt, count).isEqualTo(expected);
        assertThat(sum.object()).isEqualTo(whole);
      }
    }
  }

  @Test
  void segmentsJoinToTheObject() throws IOException {
    ObjectChecksum joined =
        read(0, 300, 0, 350)
            .read()
            .then(read(300, 700, 299, 500).read(), 400)
            .then(read(700, SIZE, 699, SIZE).read(), 293);
    assertThat(joined).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({"306,false", "307,true", "699,true", "700,true", "706,true", "707,false"})
  void aFlippedBitOfTheRowsShowsAndOneOfTheirNeighboursDoesNot(int at, boolean shows)
      throws IOException {
    ObjectChecksum good = read(300, 700, 299, 450).read();
    bytes[at] ^= 4;
    assertThat(!read(300, 700, 299, 450).read().equals(good)).isEqualTo(shows);
  }

  @Test
  void aSegmentWithoutRowsHasTheChecksumOfNoBytes() throws IOException {
    for (long row : new long[] {320, 400, 500}) {
      SegmentBytes segment = new SegmentBytes(storage(), new Segment(object, 300, 400));
      try (InputStream in = segment.open(300, 400)) {
        in.readNBytes(150);
      }
      assertThat(segment.checksum(row, row).orElseThrow().read())
          .isEqualTo(whole.algorithm().of(bytes, 0, 0));
    }
  }

  @Test
  void aWholeSmallObjectIsCheckedByItsOneRequest() throws IOException {
    FakeS3 s3 = new FakeS3(this::answer);
    Storage storage = S3Storage.of(s3.client(), Background.inline());
    SegmentBytes segment = new SegmentBytes(storage, new Segment(object, 0, SIZE));
    try (InputStream in = segment.open(0, SIZE)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(segment.checksum(0, SIZE)).as("it was checked already").isEmpty();
    assertThat(s3.requests).hasSize(1);
    bytes[5] ^= 1;
    assertThatThrownBy(
            () -> new SegmentBytes(storage, new Segment(object, 0, SIZE)).open(0, SIZE).read())
        .hasMessageContainingAll("s3://data/k@e", "expected " + whole);
  }

  @Test
  void whereItIsSwitchedOffNothingIsAskedFor() throws IOException {
    FakeS3 s3 = new FakeS3(this::answer);
    Storage storage =
        S3Storage.of(s3.client(), Background.inline())
            .checkingInputs(false)
            .counted(new RequestCounter());
    assertThat(new SegmentBytes(storage, new Segment(object, 0, 500)).checksum(0, 500)).isEmpty();
    assertThat(s3.requests).isEmpty();
  }

  @Test
  void anObjectThatIsReplacedIsSaidSo() {
    FakeS3 s3 = new FakeS3(_ -> FakeS3.Answer.error(412, "PreconditionFailed"));
    SegmentBytes segment =
        new SegmentBytes(
            S3Storage.of(s3.client(), Background.inline()), new Segment(object, 0, 500));
    assertThatThrownBy(() -> segment.checksum(0, 500)).isInstanceOf(InputChangedException.class);
  }
}
