package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.port.ObjectUpload;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// One file of results that is being written: a JSON array, or JSON Lines.
final class ResultFile {

  private static final int BUFFER_CHARS = 1 << 16;

  private final ObjectUpload upload;
  private final String key;
  private final boolean jsonLines;
  private final StringBuilder pending = new StringBuilder();
  private long sizeBytes;
  private boolean empty = true;

  ResultFile(ObjectUpload upload, String key, boolean jsonLines) {
    this.upload = upload;
    this.key = key;
    this.jsonLines = jsonLines;
  }

  String key() {
    return key;
  }

  /// What has been handed to the store, which lags behind what was appended by one buffer.
  long sizeBytes() {
    return sizeBytes;
  }

  void append(JsonNode entry) throws IOException {
    if (!jsonLines) {
      pending.append(empty ? '[' : ',');
    }
    Json.write(entry, pending);
    if (jsonLines) {
      pending.append('\n');
    }
    empty = false;
    if (pending.length() >= BUFFER_CHARS) {
      flush();
    }
  }

  private void flush() throws IOException {
    byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
    pending.setLength(0);
    upload.write(bytes);
    sizeBytes += bytes.length;
  }

  void complete() throws IOException {
    if (!jsonLines) {
      pending.append(']');
    }
    flush();
    upload.complete();
  }

  void abort() {
    upload.abort();
  }
}
