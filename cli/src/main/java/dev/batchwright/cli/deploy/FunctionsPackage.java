package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.trigger.Bindings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// The package of all functions: Batchwright's own, a user's jobs beside it, the settings file.
///
/// The same content makes the same bytes: entries are sorted, have one fixed time and are stored as
/// they are; what weighs in them are jars, which are compressed already.
final class FunctionsPackage {

  /// Unzipped package and layers together. (AWS: Lambda quotas, "Deployment package size".)
  private static final long MAX_UNZIPPED_BYTES = 262_144_000;

  /// The first time that a zip can say, without a zone.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /// zstd with its native libraries for 18 platforms. Lambda has two of them; the others are a
  /// quarter of a project's package.
  private static final Pattern ZSTD = Pattern.compile("zstd-jni-\\d.*\\.jar");

  private static final Pattern ZSTD_ON_LAMBDA = Pattern.compile("com/.*|linux/(amd64|aarch64)/.*");

  private final Map<String, byte[]> entries = new TreeMap<>();

  private FunctionsPackage() {}

  /// Writes the package.
  ///
  /// @param base Batchwright's own package; where it is not there, in a project that has
  ///   Batchwright as its dependency, the package is made of the class path
  /// @param jars a user's jobs: jars, or directories of classes
  /// @param settings the settings file
  /// @param into the file to write
  /// @throws BadRequestException when one of them is missing or does not fit the others
  static void write(Path base, List<Path> jars, Optional<Path> settings, Path into) {
    try {
      FunctionsPackage made = new FunctionsPackage();
      if (Files.isRegularFile(base)) {
        made.addZip(base);
      } else {
        for (Path jar : ClassPathPackage.jars(base)) {
          made.addJobs(jar);
        }
      }
      for (Path jar : jars) {
        made.addJobs(jar);
      }
      if (settings.isPresent()) {
        made.add(Bindings.FILE, Files.readAllBytes(settings.get()), settings.get());
      }
      made.write(into);
    } catch (IOException e) {
      throw new UncheckedIOException("the functions' package cannot be made: " + e, e);
    }
  }

  private void addZip(Path zip) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(checked(entry.getName(), zip), in.readAllBytes());
        }
      }
    }
  }

  /// Whoever unpacks the package must not be led out of its directory.
  private static String checked(String name, Path zip) {
    boolean leadsOut =
        name.startsWith("/") || name.contains("\\") || List.of(name.split("/", -1)).contains("..");
    if (leadsOut) {
      throw new BadRequestException(
          "%s has the entry '%s', which leads out of it; build the package again, or do not use it"
              .formatted(zip, name));
    }
    return name;
  }

  private void addJobs(Path jar) throws IOException {
    if (ZSTD.matcher(String.valueOf(jar.getFileName())).matches()) {
      addZstd(jar);
    } else if (Files.isRegularFile(jar)) {
      add("lib/" + jar.getFileName(), Files.readAllBytes(jar), jar);
    } else if (Files.isDirectory(jar)) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(jar)) {
        files = walk.filter(Files::isRegularFile).toList();
      }
      for (Path file : files) {
        add(jar.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file), file);
      }
    } else {
      throw new BadRequestException("--jar " + jar + ": there is no such file; build it first");
    }
  }

  /// Its classes look for their native library beside them, and Lambda has the package's top on the
  /// class path as well.
  private void addZstd(Path jar) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory() && ZSTD_ON_LAMBDA.matcher(entry.getName()).matches()) {
          add(entry.getName(), in.readAllBytes(), jar);
        }
      }
    }
  }

  private void add(String name, byte[] content, Path from) {
    byte[] before = entries.putIfAbsent(name, content);
    if (before != null && !Arrays.equals(before, content)) {
      throw new BadRequestException(
          "%s would be %s in the functions' package, and another file is that already; rename it"
              .formatted(from, name));
    }
  }

  private void write(Path into) throws IOException {
    long bytes = entries.values().stream().mapToLong(content -> content.length).sum();
    if (bytes > MAX_UNZIPPED_BYTES) {
      throw new BadRequestException(
          "the functions' package has %,d bytes, and Lambda takes %,d; leave libraries out of the "
                  .formatted(bytes, MAX_UNZIPPED_BYTES)
              + "jars, or deploy the functions as a container image");
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(into));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        zip.putNextEntry(entry(content.getKey(), content.getValue()));
        zip.write(content.getValue());
      }
    }
  }

  private static ZipEntry entry(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    return entry;
  }
}
