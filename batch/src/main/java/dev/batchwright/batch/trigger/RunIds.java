package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.InputObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/// The ids of runs that are started by something: the same trigger gives the same id, and so, as
/// the id is the execution's name, the same run.
///
/// Ids are of letters, digits and `-`, and at most 64 characters long: Step Functions allows 80,
/// and an execution that resumes a run has 16 after the run's id.
///
/// | trigger | id |
/// | --- | --- |
/// | schedule | `orders-2026-11-24T0200Z` |
/// | upload | `orders-shop-7-csv-1f0c2b7a9d3e4f50` |
/// | window | `orders-window-20261124T021500Z`, its start |
/// | backfill | `orders-2026-11-24` |
/// | pipeline | `nightly-2026-11-24-report`, the pipeline run's id and the job's name |
public final class RunIds {

  static final int MAX_LENGTH = 64;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmm'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private RunIds() {}

  /// The run that a schedule starts; firings of one minute are one, as schedules know no seconds.
  public static String schedule(String binding, Instant scheduledTime) {
    return binding + "-" + MINUTE.format(scheduledTime);
  }

  /// The run of one uploaded object version.
  public static String upload(String binding, InputObject object) {
    String hash = fingerprint(binding, object);
    String key = object.key();
    String file =
        key.substring(key.lastIndexOf('/', key.length() - 2) + 1).replaceAll("[^A-Za-z0-9]+", "-");
    String room =
        file.substring(0, Math.min(file.length(), MAX_LENGTH - binding.length() - 18))
            .replaceAll("^-|-$", "");
    return binding + "-" + (room.isEmpty() ? "" : room + "-") + hash;
  }

  /// The run of all uploads of one window, which is also the window's id.
  public static String window(String binding, Instant start) {
    return binding + "-window-" + SECOND.format(start);
  }

  /// The run of one date of a backfill.
  public static String backfill(String binding, LocalDate date) {
    return binding + "-" + date;
  }

  /// The run of one job of a pipeline; where that is too long, cut and with a hash.
  public static String job(String pipelineRun, String job) {
    String whole = pipelineRun + "-" + job;
    return whole.length() <= MAX_LENGTH
        ? whole
        : whole.substring(0, MAX_LENGTH - 9) + "-" + hash(whole);
  }

  /// The name of an execution that goes on with a run, where the run's own name is taken.
  ///
  /// @param execution the execution that starts it, which does so once
  public static String again(String run, String execution) {
    return run + "-" + hash(execution);
  }

  private static String hash(String text) {
    MessageDigest digest = sha256();
    add(digest, text);
    return HexFormat.of().formatHex(digest.digest(), 0, 4);
  }

  /// What tells an object version from all others within a binding: 16 hexadecimal digits. Among a
  /// million uploads two share one with a chance of 1 to 37 million.
  static String fingerprint(String binding, InputObject object) {
    MessageDigest digest = sha256();
    add(digest, binding);
    add(digest, object.bucket());
    add(digest, object.key());
    add(digest, object.versionId().map(it -> "v" + it).orElse("e" + object.etag()));
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  /// Length and bytes, so that no two lists of texts look the same.
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
