package dev.batchwright.cli.place;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.S3Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Places of the embedded target: paths on this machine become objects of mounted directories,
/// without being copied; `s3://` URIs are buckets under the state directory.
///
/// An input's directory is mounted to be read only. A directory's bucket has the same name every
/// time, so that the same command line asks for the same run.
public final class LocalPlaces implements Places {

  private static final Pattern URI_START = Pattern.compile("s3://([a-z0-9.-]+)(/?)");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");

  private final Path workingDirectory;
  private final Path bucketsDirectory;
  private final Map<String, Mount> mounts = new LinkedHashMap<>();
  private final List<Mount> readWithAllBelow = new ArrayList<>();
  private final List<Path> madeDirectories = new ArrayList<>();

  /// Places as seen from a directory.
  ///
  /// @param workingDirectory what relative paths are relative to
  /// @param bucketsDirectory where the buckets are that are not mounted
  public LocalPlaces(Path workingDirectory, Path bucketsDirectory) {
    this.workingDirectory = workingDirectory.toAbsolutePath();
    this.bucketsDirectory = bucketsDirectory.toAbsolutePath();
  }

  /// The places of an earlier run, by the directories that were its buckets.
  public static LocalPlaces of(List<Mount> mounts, Path bucketsDirectory) {
    LocalPlaces places = new LocalPlaces(Path.of(""), bucketsDirectory);
    mounts.forEach(mount -> places.mounts.put(mount.bucket(), mount));
    return places;
  }

  @Override
  public String input(String written) {
    if (isS3(written)) {
      return written;
    }
    String text = withoutFileScheme("input", written);
    Path path = path("input", text);
    if (Files.isDirectory(path)) {
      return recursive(mount(path, text, true)).uri("");
    }
    if (Files.exists(path)) {
      if (Globs.isGlob(text.substring(text.lastIndexOf('/') + 1))) {
        throw new BadRequestException(
            "input '" + written + "' is a file with a wildcard in its name; rename it");
      }
      return fileUri(path, text);
    }
    if (!Globs.isGlob(text)) {
      throw new BadRequestException(
          "input '%s' does not exist (looked for %s); check the path, or name an s3:// URI"
              .formatted(written, path));
    }
    String base = Globs.base(text);
    Path directory = path("input", base);
    if (!Files.isDirectory(directory)) {
      throw new BadRequestException(
          "input '%s': there is no directory %s; check the path before the wildcard"
              .formatted(written, directory));
    }
    Mount mount = mount(directory, base, true);
    return (text.contains("**") ? recursive(mount) : mount).uri(text.substring(base.length()));
  }

  private Mount recursive(Mount mount) {
    readWithAllBelow.add(mount);
    return mount;
  }

  @Override
  public String output(String written) {
    if (isS3(written)) {
      return written.endsWith("/") ? written : written + "/";
    }
    String text = withoutFileScheme("output", written);
    Path path = path("output", text);
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new BadRequestException(
          "output '" + written + "' is a file; name a directory, which is made if there is none");
    }
    make(path, written);
    Mount mount = mount(path, text, false);
    for (Mount input : readWithAllBelow) {
      if (mount.directory().startsWith(input.directory())) {
        throw new BadRequestException(
            "output '%s' lies in input '%s': the next run would read what this one writes; name a"
                    .formatted(written, input.show(""))
                + " directory outside of it");
      }
    }
    return mount.uri("");
  }

  @Override
  public String earlier(String written) {
    if (isS3(written)) {
      return written;
    }
    String text = withoutFileScheme("earlier run", written);
    Path path = path("earlier run", text);
    if (Files.isDirectory(path)) {
      return mount(path, text, true).uri("");
    }
    if (Files.isRegularFile(path)) {
      return fileUri(path, text);
    }
    throw new BadRequestException(
        "earlier run '%s' does not exist (looked for %s); name its output or its manifest.json"
            .formatted(written, path));
  }

  @Override
  public String place(String written) {
    if (isS3(written)) {
      return written.endsWith("/") ? written : written + "/";
    }
    String text = withoutFileScheme("place", written);
    Path path = path("place", text);
    if (!Files.isDirectory(path)) {
      throw new BadRequestException(
          "there is no directory '%s' (looked for %s); check the path, or name an s3:// URI"
              .formatted(written, path));
    }
    return mount(path, text, false).uri("");
  }

  @Override
  public String setting(String value) {
    if (value.indexOf('/') < 0 || value.startsWith("s3://")) {
      return value;
    }
    try {
      Path path = workingDirectory.resolve(value);
      return Files.isRegularFile(path) ? fileUri(path, value) : value;
    } catch (InvalidPathException e) {
      return value; // a text with a slash that is no path at all
    }
  }

  @Override
  public List<Mount> mounts() {
    return List.copyOf(mounts.values());
  }

  @Override
  public String show(String message) {
    Matcher uris = URI_START.matcher(message);
    StringBuilder shown = new StringBuilder();
    while (uris.find()) {
      Mount mount = mounts.get(uris.group(1));
      String path = mount == null ? uris.group() : shownDirectory(mount, message, uris.end());
      uris.appendReplacement(shown, Matcher.quoteReplacement(path));
    }
    return uris.appendTail(shown).toString();
  }

  private static String shownDirectory(Mount mount, String message, int end) {
    boolean keyFollows =
        end < message.length() && message.substring(end, end + 1).matches("[\\w*]");
    String directory = mount.show("");
    return keyFollows && directory.equals("./") ? "" : directory;
  }

  @Override
  public Optional<Path> file(S3Location location) {
    Mount mount = mounts.get(location.bucket());
    Path directory =
        mount == null ? bucketsDirectory.resolve(location.bucket()) : mount.directory();
    return Optional.of(directory.resolve(location.key()));
  }

  @Override
  public void undo() {
    for (Path directory : madeDirectories.reversed()) {
      try {
        Files.deleteIfExists(directory);
      } catch (DirectoryNotEmptyException _) {
        return; // somebody put something there, which is theirs
      } catch (IOException e) {
        throw new UncheckedIOException("cannot remove " + directory, e);
      }
    }
    madeDirectories.clear();
  }

  private static boolean isS3(String written) {
    if (written.startsWith("s3://")) {
      S3Location.parse(written);
      return true;
    }
    return false;
  }

  private static String withoutFileScheme(String what, String written) {
    if (written.startsWith("file://")) {
      return Path.of(URI.create(written)).toString();
    }
    if (SCHEME.matcher(written).matches()) {
      throw new BadRequestException(
          "%s '%s': expected a path, a glob or an s3:// URI".formatted(what, written));
    }
    return written;
  }

  private Path path(String what, String written) {
    try {
      return workingDirectory.resolve(written).normalize();
    } catch (InvalidPathException e) {
      throw new BadRequestException(
          "%s '%s' is not a path: %s".formatted(what, written, e.getReason()), e);
    }
  }

  private String fileUri(Path file, String written) {
    int slash = written.lastIndexOf('/') + 1;
    Path absolute = file.toAbsolutePath().normalize();
    Path parent = Objects.requireNonNull(absolute.getParent(), "a file is in a directory");
    return mount(parent, written.substring(0, slash), true).uri(written.substring(slash));
  }

  private Mount mount(Path directory, String shown, boolean readOnly) {
    try {
      Path real = directory.toRealPath();
      String name = BucketNames.of(real);
      return mounts.merge(
          name,
          new Mount(name, real, shown, readOnly),
          (known, asked) -> asked.readOnly() ? known : known.writable());
    } catch (NoSuchFileException e) {
      throw new BadRequestException("there is no directory " + directory, e);
    } catch (IOException e) {
      throw new BadRequestException(
          "directory " + directory + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void make(Path directory, String written) {
    List<Path> missing = new ArrayList<>();
    for (Path at = directory; at != null && !Files.exists(at); at = at.getParent()) {
      missing.addFirst(at);
    }
    try {
      for (Path path : missing) {
        Files.createDirectory(path);
        madeDirectories.add(path);
      }
    } catch (IOException e) {
      undo();
      throw new BadRequestException(
          "output '%s' cannot be made: %s; name a directory that can be written"
              .formatted(written, e),
          e);
    }
  }
}
