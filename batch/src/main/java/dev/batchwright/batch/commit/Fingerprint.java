package dev.batchwright.batch.commit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names the very set of map commits that a shuffle is made of. Partitions and the commits of
/// reduce carry it, so that what was reduced before a chunk was done again, or before a failed one
/// was redriven, is never taken for what is to be published.
public final class Fingerprint {

  private final MessageDigest digest;

  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Adds the winner of the next chunk.
  public void add(MapCommit winner) {
    digest.update(
        (winner.chunk() + " " + winner.attempt() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// The name: 16 hexadecimal digits. Asked for once.
  public String name() {
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }
}
