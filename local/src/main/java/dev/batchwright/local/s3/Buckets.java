package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Which directories are buckets.
///
/// Every directory right under the data directory whose name is a valid bucket name is a bucket,
/// and what clients create is created there. Besides, any directory can be mounted as a bucket: its
/// files are objects without being copied, and objects put into it are plain files. The endpoint's
/// own notes (metadata of objects, pending uploads) are in the state directory.
///
/// All of it lives on disk: another process, or this one after a crash, sees the same buckets,
/// objects and pending uploads. Mounts are not remembered; they are made by who needs them.
///
/// Thread-safe. Several processes may share the directories; conditional writes hold among them.
public final class Buckets implements AutoCloseable {

  private final Path dataDirectory;
  private final Path stateDirectory;
  private final ConcurrentHashMap<String, Bucket> open = new ConcurrentHashMap<>();

  private volatile Consumer<CreatedObject> listener = _ -> {};

  private Buckets(Path dataDirectory, Path stateDirectory) {
    this.dataDirectory = dataDirectory;
    this.stateDirectory = stateDirectory;
  }

  /// Buckets under a data directory, which keeps the state as well, in `.batchwright-s3`.
  ///
  /// @throws IOException when the directory cannot be made
  public static Buckets in(Path dataDirectory) throws IOException {
    return in(dataDirectory, dataDirectory.resolve(ReservedName.PREFIX));
  }

  /// Buckets under a data directory with the state elsewhere, on the same file system: objects move
  /// from there into place by rename.
  ///
  /// @throws IOException when a directory cannot be made
  public static Buckets in(Path dataDirectory, Path stateDirectory) throws IOException {
    Files.createDirectories(dataDirectory);
    Files.createDirectories(stateDirectory);
    return new Buckets(dataDirectory.toRealPath(), stateDirectory.toRealPath());
  }

  /// Makes an existing directory a bucket, which reads and writes it. Mounting the same directory
  /// again changes nothing.
  ///
  /// @throws IllegalArgumentException when the name is not a bucket name, or is that of another
  ///   bucket
  /// @throws IOException when there is no such directory
  public void mount(String name, Path directory) throws IOException {
    mount(name, directory, false);
  }

  /// Makes an existing directory a bucket that refuses every write.
  ///
  /// @throws IllegalArgumentException when the name is not a bucket name, or is that of another
  ///   bucket
  /// @throws IOException when there is no such directory
  public void mountReadOnly(String name, Path directory) throws IOException {
    mount(name, directory, true);
  }

  private void mount(String name, Path directory, boolean readOnly) throws IOException {
    if (!BucketName.isValid(name)) {
      throw new IllegalArgumentException("'" + name + "' is not a valid bucket name");
    }
    Path root = directory.toRealPath();
    if (!Files.isDirectory(root)) {
      throw new IOException(
          "Cannot mount " + directory + " as bucket " + name + ": it is not a directory");
    }
    if (Files.exists(dataDirectory.resolve(name)) && !removedEmpty(name)) {
      throw new IllegalArgumentException(
          "Cannot mount " + root + ": there is a bucket " + name + " in " + dataDirectory);
    }
    Bucket bucket = new Bucket(name, mountPaths(root), mountState(root), readOnly, this::created);
    Bucket present = open.putIfAbsent(name, bucket);
    if (present != null && !present.root().equals(root)) {
      throw new IllegalArgumentException(
          "Cannot mount " + root + ": bucket " + name + " is " + present.root());
    }
    if (present != null && present.isReadOnly() != readOnly) {
      open.put(name, bucket);
    }
  }

  /// Who is told of every object that comes into being here, before its request is answered. It is
  /// called by several threads at once and does not throw.
  public void onCreated(Consumer<CreatedObject> told) {
    listener = told;
  }

  /// Watches the mounted directories of these buckets for files that come without S3: they are told
  /// of as objects that were put.
  ///
  /// @param settle how long a file has to stand still before it counts as complete
  /// @throws IOException where a directory cannot be watched
  public MountWatch watchMounts(Predicate<String> buckets, Duration settle) throws IOException {
    List<Bucket> mounts =
        open.values().stream().filter(b -> b.isMounted() && buckets.test(b.name())).toList();
    MountWatch watch = new MountWatch(mounts, settle);
    watch.start();
    return watch;
  }

  /// Ends a mount; the directory stays as it is. A name that is not mounted is left alone.
  public void unmount(String name) throws IOException {
    Bucket bucket = open.get(name);
    if (bucket != null && bucket.isMounted() && open.remove(name, bucket)) {
      bucket.close();
    }
  }

  /// Makes sure that there is a bucket of this name: its directory is made if there is none.
  ///
  /// @throws IllegalArgumentException when the name is not a bucket name
  public void create(String name) throws IOException {
    if (!BucketName.isValid(name)) {
      throw new IllegalArgumentException("'" + name + "' is not a valid bucket name");
    }
    if (!exists(name)) {
      Files.createDirectories(dataDirectory.resolve(name));
    }
  }

  /// The names of all buckets in order, with the time when their directory was made.
  public SortedMap<String, Instant> list() throws IOException {
    SortedMap<String, Instant> created = new TreeMap<>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(dataDirectory)) {
      for (Path directory : directories) {
        String name = directory.getFileName().toString();
        if (BucketName.isValid(name) && isDirectory(directory)) {
          created.put(name, createdAt(directory));
        }
      }
    }
    for (Bucket bucket : open.values()) {
      if (bucket.isMounted()) {
        created.put(bucket.name(), createdAt(bucket.root()));
      }
    }
    return created;
  }

  /// A mounted directory may hold the endpoint's own directories; those are no objects.
  private KeyPaths mountPaths(Path root) {
    return new KeyPaths(root, true, List.of(dataDirectory, stateDirectory));
  }

  private static Instant createdAt(Path directory) throws IOException {
    return Files.readAttributes(directory, BasicFileAttributes.class).creationTime().toInstant();
  }

  /// Frees what is open; the directories stay.
  @Override
  public void close() throws IOException {
    for (Bucket bucket : open.values()) {
      bucket.close();
    }
  }

  /// @throws S3Exception NoSuchBucket
  Bucket bucket(String name) throws IOException {
    Bucket bucket = open.get(name);
    if (bucket != null && isDirectory(bucket.root())) {
      return bucket;
    }
    Path directory = dataDirectory.resolve(BucketName.isValid(name) ? name : ReservedName.PREFIX);
    if (!BucketName.isValid(name) || !isDirectory(directory)) {
      throw S3Exception.noSuchBucket(name);
    }
    Bucket opened =
        new Bucket(
            name, new KeyPaths(directory, false, List.of()), dataState(name), false, this::created);
    Bucket present = open.putIfAbsent(name, opened);
    return present == null ? opened : present;
  }

  /// What CreateBucket does.
  ///
  /// @throws S3Exception InvalidBucketName or BucketAlreadyOwnedByYou
  void createNew(String name) throws IOException {
    BucketName.check(name);
    try {
      if (!exists(name)) {
        Files.createDirectory(dataDirectory.resolve(name));
        return;
      }
    } catch (FileAlreadyExistsException e) {
      // Another request was faster.
    }
    throw new S3Exception(
        ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU,
        "Your previous request to create the named bucket succeeded and you already own it.");
  }

  /// What DeleteBucket does.
  ///
  /// @throws S3Exception NoSuchBucket, BucketNotEmpty, or AccessDenied for a mounted directory
  void remove(String name) throws IOException {
    Bucket bucket = bucket(name);
    if (bucket.isMounted()) {
      throw new S3Exception(
          ErrorCode.ACCESS_DENIED,
          "Access Denied: bucket "
              + name
              + " is the mounted directory "
              + bucket.root()
              + ", which is the user's to delete");
    }
    bucket.remove(dataState(name));
    open.remove(name, bucket);
  }

  private void created(CreatedObject object) {
    listener.accept(object);
  }

  /// A bucket that the template made at an earlier start and nobody has used gives way to a mount.
  private boolean removedEmpty(String name) throws IOException {
    try {
      Files.delete(dataDirectory.resolve(name));
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  private boolean exists(String name) {
    Bucket bucket = open.get(name);
    return bucket != null && bucket.isMounted() || isDirectory(dataDirectory.resolve(name));
  }

  private static boolean isDirectory(Path directory) {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
  }

  private Path dataState(String name) {
    return stateDirectory.resolve("buckets").resolve(name);
  }

  /// By directory, not by the bucket's name: whatever a directory is mounted as, today or in
  /// another process, its objects have the same metadata and pending uploads, and one lock.
  private Path mountState(Path root) {
    byte[] path = root.toString().getBytes(StandardCharsets.UTF_8);
    BodyDigest digest = BodyDigest.message("SHA-256");
    digest.update(path, 0, path.length);
    return stateDirectory
        .resolve("mounts")
        .resolve(HexFormat.of().formatHex(digest.finish(), 0, 16));
  }
}
