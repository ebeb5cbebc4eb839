package dev.batchwright.local.s3;

import java.io.File;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches mounted directories for files that come there without S3, and tells of each once it
/// stands still.
///
/// Files that were there before, and those that came while nobody watched, are not told of: nothing
/// remembers which of them have been seen, and a start that runs everything again would be worse
/// than one that runs nothing. A file whose attributes change only is not told of again. What came
/// by S3 is known by its metadata, and its request has told of it.
///
/// On Linux the kernel tells at once; on macOS the JDK looks every few seconds.
public final class MountWatch implements AutoCloseable {
  /// How many files that were told of are remembered, so that a late word from the kernel about one
  /// of them is known for what it is.
  private static final int REMEMBERED = 10_000;

  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY
  };

  private record Watched(Bucket bucket, Path directory) {}

  private final WatchService service;
  private final Duration settle;
  private final Instant start;
  private final SettlingFiles settling;
  private final Map<WatchKey, Watched> watched = new HashMap<>();
  private final Map<Path, Bucket> bucketOf = new HashMap<>();
  private final Map<Path, FileIdentity> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, FileIdentity> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// @param settle how long a file has to stand still before it is an object
  MountWatch(List<Bucket> mounts, Duration settle) throws IOException {
    this.service = FileSystems.getDefault().newWatchService();
    this.settle = settle;
    this.start = Instant.now();
    this.settling = new SettlingFiles(settle, FileIdentity::of);
    for (Bucket bucket : mounts) {
      enter(new Watched(bucket, bucket.root()), false);
    }
  }

  void start() {
    Thread unused = Thread.ofPlatform().daemon().name("mount-watch").start(this::run);
  }

  /// Ends watching; files that have not settled are not told of.
  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      Log.LOG.warn("the watch of mounted directories could not be closed", e);
    }
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = next();
        if (key != null) {
          take(key);
        }
        for (Path file : settling.settled(System.nanoTime())) {
          tell(file);
        }
      }
    } catch (ClosedWatchServiceException e) {
      // Closed by its owner: the end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      Log.LOG.error("mounted directories are no longer watched", e);
    }
  }

  private @Nullable WatchKey next() throws InterruptedException {
    return settling.isEmpty()
        ? service.take()
        : service.poll(settle.toNanos() / 4, TimeUnit.NANOSECONDS);
  }

  private void take(WatchKey key) throws IOException {
    Watched place = watched.get(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      if (place == null) {
        continue;
      }
      if (event.context() instanceof Path name) {
        Path path = place.directory().resolve(name);
        boolean created = event.kind() == StandardWatchEventKinds.ENTRY_CREATE;
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          if (created) {
            enter(new Watched(place.bucket(), path), true);
          }
        } else if (created || changedSince(path)) {
          touched(place.bucket(), path);
        }
      } else {
        // More happened than the kernel could keep: whatever is new is looked for.
        look(place);
      }
    }
    if (!key.reset()) {
      watched.remove(key);
    }
  }

  /// Watches a directory and all below it.
  ///
  /// @param fresh whether it has just come, so that all files in it have come with it
  private void enter(Watched place, boolean fresh) throws IOException {
    Path name = place.directory().getFileName();
    if (place.bucket().paths().isHidden(place.directory())
        || (name != null && ReservedName.isReserved(name.toString()))) {
      return;
    }
    try {
      watched.put(place.directory().register(service, KINDS), place);
      try (DirectoryStream<Path> children = Files.newDirectoryStream(place.directory())) {
        for (Path child : children) {
          if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
            enter(new Watched(place.bucket(), child), fresh);
          } else if (fresh) {
            touched(place.bucket(), child);
          }
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Gone again.
    }
  }

  private void look(Watched place) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(place.directory())) {
      for (Path child : children) {
        boolean known = watched.containsValue(new Watched(place.bucket(), child));
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          if (!known) {
            enter(new Watched(place.bucket(), child), true);
          }
        } else if (changedSince(child)) {
          touched(place.bucket(), child);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Gone.
    }
  }

  /// The kernel reports a change of attributes as it does one of bytes; only the latter moves the
  /// time of last modification past the start of the watch.
  private boolean changedSince(Path file) throws IOException {
    try {
      return !Files.getLastModifiedTime(file).toInstant().isBefore(start);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void touched(Bucket bucket, Path file) {
    bucketOf.put(file, bucket);
    settling.touched(file);
  }

  private void tell(Path file) throws IOException {
    Bucket bucket = bucketOf.remove(file);
    if (bucket == null) {
      return;
    }
    String key = bucket.root().relativize(file).toString().replace(File.separatorChar, '/');
    try {
      Optional<StoredObject> object = bucket.head(key);
      boolean byHand = object.isPresent() && object.get().put().isEmpty();
      if (byHand && !object.get().identity().equals(told.put(file, object.get().identity()))) {
        bucket.tell(object.get(), CreatedObject.Reason.PUT, "FILE");
      }
    } catch (S3Exception e) {
      Log.LOG.warn("{} is no object: {}", file, e.getMessage());
    }
  }

  /// Loaded by the first failure.
  private static final class Log {
    static final Logger LOG = LoggerFactory.getLogger(MountWatch.class);
  }
}
