package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which state of which file this is: length, time of last modification and inode. It survives a
/// rename, and changes when the file is replaced or written to.
///
/// Where it ends being true: a write in place that keeps the length and falls into the same tick of
/// the file system's clock (some milliseconds on Linux before 6.13, nanoseconds after) or that sets
/// the old time again.
///
/// @param sizeBytes length
/// @param modifiedNanos last modification, nanoseconds since the epoch
/// @param inode the file's number on its file system, 0 where there is none
record FileIdentity(long sizeBytes, long modifiedNanos, long inode) {

  /// Ends an ETag that was made of a file's identity, so that nobody takes it for an MD5; with its
  /// hyphen, clients that compare ETags with MD5s leave it alone as they do with multipart ETags.
  static final String ETAG_SUFFIX = "-file";

  static FileIdentity of(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class));
  }

  /// The identity of the path itself, a link not followed.
  static FileIdentity ofLink(Path path) throws IOException {
    return of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  static FileIdentity of(BasicFileAttributes attributes) {
    Instant modified = attributes.lastModifiedTime().toInstant();
    long nanos = TimeUnit.SECONDS.toNanos(modified.getEpochSecond()) + modified.getNano();
    return new FileIdentity(attributes.size(), nanos, inode(attributes.fileKey()));
  }

  /// The JDK gives the inode only inside a text, "(dev=fe00,ino=1234)". The device is left out: its
  /// number may be another one after a restart of the machine.
  private static long inode(@Nullable Object fileKey) {
    if (fileKey == null) {
      return 0;
    }
    String text = fileKey.toString();
    int start = text.indexOf("ino=");
    int end = text.indexOf(')', Math.max(start, 0));
    return start < 0 || end < 0
        ? text.hashCode()
        : Long.parseUnsignedLong(text, start + 4, end, 10);
  }

  /// When the file was last modified, to the second as HTTP says it.
  Instant lastModified() {
    return Instant.ofEpochSecond(Math.floorDiv(modifiedNanos, 1_000_000_000L));
  }

  /// A short name of this identity, for file names.
  String text() {
    return Long.toHexString(modifiedNanos)
        + '.'
        + Long.toHexString(inode)
        + '.'
        + Long.toHexString(sizeBytes);
  }

  /// The ETag of a file that was not written through this endpoint: 32 hexadecimal digits and
  /// [#ETAG_SUFFIX]. S3 would answer the MD5, which takes reading the whole file. The mixing steps
  /// are bijective in each field, so two states that differ in one field never share an ETag.
  String etag() {
    long high = mix(modifiedNanos);
    long low = mix(inode) ^ mix(~sizeBytes);
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low) + ETAG_SUFFIX;
  }

  /// The finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
