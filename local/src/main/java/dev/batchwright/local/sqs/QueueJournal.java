package dev.batchwright.local.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// The file that a queue survives its process in: one JSON object a line, appended before the
/// operation that it records is answered.
///
/// It outlives the process being killed; it is not forced to the medium, so it does not promise to
/// outlive the machine. A last line cut short by a kill is one that was never answered: it is left
/// out when the file is read, and the file is then rewritten. A plain output stream and no channel,
/// since an interrupt of the writing thread would close a channel.
final class QueueJournal implements AutoCloseable {
  static final String SUFFIX = ".queue.jsonl";

  private final Path file;
  private FileOutputStream out;
  private int lines;

  private QueueJournal(Path file, FileOutputStream out, int lines) {
    this.file = file;
    this.out = out;
    this.lines = lines;
  }

  /// Reads what was recorded; nothing where the file is not there yet.
  static List<JsonNode> read(Path file) {
    List<JsonNode> records = new ArrayList<>();
    if (!Files.exists(file)) {
      return records;
    }
    try {
      String text = Files.readString(file);
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

  void append(ObjectNode record) {
    try {
      out.write(line(record).getBytes(StandardCharsets.UTF_8));
      lines++;
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
