package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The pending multipart uploads of a bucket. Each is a directory: a file about the upload, and a
/// file a part. They are pending until completed or aborted, in this process or a later one.
final class Uploads {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final String ABOUT = "upload";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Bucket bucket;

  Uploads(Bucket bucket) {
    this.bucket = bucket;
  }

  static String newId() {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  void create(Upload upload) throws IOException {
    Path directory = directory(upload.id());
    Files.createDirectories(directory);
    Path written = directory.resolve(ABOUT + ".new");
    PropertyFiles.write(written, upload.toProperties());
    Files.move(written, directory.resolve(ABOUT), StandardCopyOption.ATOMIC_MOVE);
  }

  /// @throws S3Exception NoSuchUpload, also when the upload is one of another key
  Upload get(String id, String key) throws IOException {
    return find(id)
        .filter(upload -> upload.key().equals(key))
        .orElseThrow(() -> S3Exception.noSuchUpload(id));
  }

  private Optional<Upload> find(String id) throws IOException {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    return PropertyFiles.read(directory(id).resolve(ABOUT))
        .map(properties -> Upload.of(id, properties));
  }

  private Path directory(String id) {
    return bucket.staging().uploads().resolve(id);
  }

  /// All pending uploads, by key in key order, of one key by age.
  List<Upload> list() throws IOException {
    List<Upload> uploads = new ArrayList<>();
    try (DirectoryStream<Path> ids = Files.newDirectoryStream(bucket.staging().uploads())) {
      for (Path id : ids) {
        find(id.getFileName().toString()).ifPresent(uploads::add);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    uploads.sort(
        Comparator.comparing(Upload::key, KeyOrder.INSTANCE)
            .thenComparing(Upload::initiated)
            .thenComparing(Upload::id));
    return uploads;
  }

  /// Takes a file as a part; a part of the same number is replaced.
  ///
  /// @param staged a file of the bucket's staging, which is moved
  /// @throws S3Exception NoSuchUpload when the upload has been completed or aborted meanwhile
  void put(Upload upload, int number, ReceivedBody body, Path staged) throws IOException {
    Path shard = directory(upload.id()).resolve(shard(number));
    String name = UploadedPart.fileName(number, body.md5Hex(), body.checksum());
    try {
      makeDirectory(shard);
      Files.move(staged, shard.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      for (Path other : filesIn(shard, "%05d.*".formatted(number))) {
        if (!other.getFileName().toString().equals(name)) {
          Files.deleteIfExists(other);
        }
      }
    } catch (NoSuchFileException e) {
      throw S3Exception.noSuchUpload(upload.id());
    }
  }

  /// Parts are kept a hundred to a directory, so that placing the last of ten thousand does not
  /// look at all of them.
  private static String shard(int number) {
    return "parts-%03d".formatted(number / 100);
  }

  private static void makeDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      // Made by an earlier part.
    }
  }

  /// The parts by number.
  NavigableMap<Integer, UploadedPart> parts(Upload upload) throws IOException {
    NavigableMap<Integer, UploadedPart> parts = new TreeMap<>();
    try {
      for (Path shard : filesIn(directory(upload.id()), "parts-*")) {
        for (Path file : filesIn(shard, "*")) {
          // Two files of one number: a process was killed after placing one, before deleting the
          // other.
          UploadedPart.of(file).ifPresent(part -> parts.merge(part.number(), part, Uploads::newer));
        }
      }
    } catch (NoSuchFileException e) {
      throw S3Exception.noSuchUpload(upload.id());
    }
    return parts;
  }

  private static UploadedPart newer(UploadedPart a, UploadedPart b) {
    return a.identity().modifiedNanos() >= b.identity().modifiedNanos() ? a : b;
  }

  private static List<Path> filesIn(Path directory, String glob) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
      stream.forEach(files::add);
    }
    return files;
  }

  /// Ends an upload with all its parts. One rename ends it; what is on its way into it fails.
  void remove(Upload upload) throws IOException {
    Path gone = bucket.staging().newFile();
    try {
      Files.move(directory(upload.id()), gone, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    Trees.delete(gone);
    bucket.staging().tidy();
  }

  /// Checks a part number.
  ///
  /// @throws S3Exception InvalidArgument
  static int partNumber(S3Request request) {
    return request.number("partNumber", 0, 1, UploadedPart.MAX_NUMBER);
  }
}
