package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/// The metadata of a bucket's objects, beside the objects and not inside them.
///
/// A file here belongs to one key and one [FileIdentity], and both are in its name. So metadata is
/// written before its object is renamed into place and is valid from that very moment; and metadata
/// of a file that somebody has changed since is simply not found.
final class MetadataStore {

  private final Path directory;

  MetadataStore(Path directory) {
    this.directory = directory;
  }

  Optional<ObjectMetadata> read(String key, FileIdentity identity) throws IOException {
    return PropertyFiles.read(file(key, identity)).map(ObjectMetadata::of);
  }

  void write(FileIdentity identity, ObjectMetadata metadata) throws IOException {
    PropertyFiles.write(file(metadata.key(), identity), metadata.toProperties());
  }

  void delete(String key, FileIdentity identity) throws IOException {
    Files.deleteIfExists(file(key, identity));
  }

  private Path file(String key, FileIdentity identity) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    BodyDigest digest = BodyDigest.message("SHA-256");
    digest.update(bytes, 0, bytes.length);
    String name = HexFormat.of().formatHex(digest.finish(), 0, 16);
    // 256 directories, so that none grows beyond what file systems like.
    return directory.resolve(name.substring(0, 2)).resolve(name + '-' + identity.text());
  }
}
