package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One part of a pending upload. All that is known about it is in the name of its file, so a part
/// and what is known of it appear by one rename.
///
/// @param number in [1, 10000]
/// @param md5Hex its ETag
record UploadedPart(
    int number,
    Path file,
    FileIdentity identity,
    String md5Hex,
    Optional<ObjectChecksum> checksum) {

  /// S3's limit on part numbers.
  static final int MAX_NUMBER = 10_000;

  private static final Pattern NAME =
      Pattern.compile("(\\d{5})\\.([0-9a-f]{32})(?:\\.([a-z0-9]+)\\.([0-9a-f]+))?");

  /// The name of the file of a part.
  static String fileName(int number, String md5Hex, Optional<ObjectChecksum> checksum) {
    String name = "%05d.%s".formatted(number, md5Hex);
    return checksum
        .map(sum ->
            name
                + '.'
                + sum.algorithm().name().toLowerCase(Locale.ROOT)
                + '.'
                + HexFormat.of().formatHex(Base64.getDecoder().decode(sum.value())))
        .orElse(name);
  }

  /// Empty for a file that is no part.
  static Optional<UploadedPart> of(Path file) throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    Optional<ObjectChecksum> checksum =
        Optional.ofNullable(name.group(3))
            .map(algorithm ->
                ObjectChecksum.full(
                    ChecksumAlgorithm.named(algorithm), HexFormat.of().parseHex(name.group(4))));
    return Optional.of(
        new UploadedPart(
            Integer.parseInt(name.group(1)), file, FileIdentity.of(file), name.group(2), checksum));
  }

  long sizeBytes() {
    return identity.sizeBytes();
  }
}
