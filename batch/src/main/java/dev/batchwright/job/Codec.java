package dev.batchwright.job;

/// How the bytes of an object are compressed.
public enum Codec {
  /// Not at all: the only one whose objects can be cut into chunks.
  PLAIN(""),
  /// gzip (RFC 1952), any number of members.
  GZIP(".gz"),
  /// Zstandard (RFC 8878), any number of frames.
  ZSTD(".zst");

  private final String suffix;

  Codec(String suffix) {
    this.suffix = suffix;
  }

  /// The end of the key of such an object, with its dot; empty for plain.
  public String suffix() {
    return suffix;
  }

  /// The codec that the key's suffix says.
  public static Codec ofKey(String key) {
    if (key.endsWith(".gz")) {
      return GZIP;
    }
    return key.endsWith(".zst") || key.endsWith(".zstd") ? ZSTD : PLAIN;
  }
}
