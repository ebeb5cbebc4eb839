package dev.batchwright.local.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The file that a queue survives its process in: one JSON object a line, appended before the
/// operation that it records is answered.
///
/// It outlives the process being killed; it is not forced to the medium, so it does not promise to
/// outlive the machine. A last line cut short by a kill is one that was never answered: it is left
/// out when the file is read, and the file is then rewritten. A plain output stream and no channel,
/// since an interrupt of the writing thread would close a channel.
///
/// Several processes may have a queue open, as two `batchwright run` on one state directory have.
/// The lock of `Queues` lets one of them work on it at a time, which first takes in what others
/// have appended, or all of the file where they have rewritten it.
final class QueueJournal implements AutoCloseable {
  static final String SUFFIX = ".queue.jsonl";

  private final Path file;
  private FileOutputStream out;
  private int lines;
  private Stamp known;

  /// Which file it was, and how much of it is known.
  private record Stamp(Object key, long sizeBytes) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      Object key = found.fileKey() == null ? found.creationTime() : found.fileKey();
      return new Stamp(key, found.size());
    }
  }

  /// What others have recorded meanwhile.
  ///
  /// @param anew whether it is all of the file, in place of what was known
  record News(boolean anew, List<JsonNode> records) {}

  private QueueJournal(Path file, FileOutputStream out, int lines) throws IOException {
    this.file = file;
    this.out = out;
    this.lines = lines;
    this.known = Stamp.of(file);
  }

  /// Reads what was recorded; nothing where the file is not there yet.
  static List<JsonNode> read(Path file) {
    return read(file, 0);
  }

  private static List<JsonNode> read(Path file, long fromByte) {
    List<JsonNode> records = new ArrayList<>();
    if (!Files.exists(file)) {
      return records;
    }
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(fromByte);
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int whole = text.lastIndexOf('\n') + 1;
      for (String line : text.substring(0, whole).split("\n")) {
        if (!line.isEmpty()) {
          records.add(Json.MAPPER.readTree(line));
        }
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(
          "["
              + file
              + " line "
              + (records.size() + 1)
              + "] not a record of a queue; move the file away to start with an empty queue",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the queue's file " + file, e);
    }
    return records;
  }

  /// Begins the file anew with these records, in one atomic move.
  static QueueJournal rewrite(Path file, List<ObjectNode> records) {
    try {
      return new QueueJournal(file, replace(file, records), records.size());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the queue's file " + file, e);
    }
  }

  /// What others have recorded since this process looked or wrote last. A file that is gone was
  /// deleted with its queue, and is begun anew.
  Optional<News> news() {
    try {
      if (!Files.exists(file)) {
        out.close();
        out = replace(file, List.of());
        lines = 0;
        known = Stamp.of(file);
        return Optional.of(new News(true, List.of()));
      }
      Stamp now = Stamp.of(file);
      if (now.equals(known)) {
        return Optional.empty();
      }
      boolean anew = !now.key().equals(known.key()) || now.sizeBytes() < known.sizeBytes();
      List<JsonNode> records = read(file, anew ? 0 : known.sizeBytes());
      if (anew) {
        out.close();
        out = new FileOutputStream(file.toFile(), true);
        lines = 0;
      }
      lines += records.size();
      known = now;
      return Optional.of(new News(anew, records));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the queue's file " + file, e);
    }
  }

  /// Whether a process was killed in the middle of its last record.
  boolean isCutShort() {
    try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "r")) {
      if (end.length() == 0) {
        return false;
      }
      end.seek(end.length() - 1);
      return end.read() != '\n';
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the queue's file " + file, e);
    }
  }

  void append(ObjectNode record) {
    byte[] line = line(record).getBytes(StandardCharsets.UTF_8);
    try {
      out.write(line);
      lines++;
      known = new Stamp(known.key(), known.sizeBytes() + line.length);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot append to the queue's file " + file, e);
    }
  }

  /// How many records the file has.
  int lines() {
    return lines;
  }

  /// Shrinks the file to these records.
  void compact(List<ObjectNode> records) {
    try {
      FileOutputStream shrunk = replace(file, records);
      out.close();
      out = shrunk;
      lines = records.size();
      known = Stamp.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rewrite the queue's file " + file, e);
    }
  }

  void delete() {
    close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the queue's file " + file, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the queue's file " + file, e);
    }
  }

  private static FileOutputStream replace(Path file, List<ObjectNode> records) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    StringBuilder text = new StringBuilder();
    records.forEach(r -> text.append(line(r)));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return new FileOutputStream(file.toFile(), true);
  }

  private static String line(ObjectNode record) {
    return record + "\n";
  }
}
