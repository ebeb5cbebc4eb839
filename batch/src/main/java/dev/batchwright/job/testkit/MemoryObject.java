package dev.batchwright.job.testkit;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.model.InputObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/// An input object that is in memory.
record MemoryObject(String key, byte[] content) implements ObjectBytes {

  @Override
  public String place() {
    return input().place();
  }

  @Override
  public long sizeBytes() {
    return content.length;
  }

  @Override
  public InputStream open(long startByte, long expectedEndByte) {
    return new ByteArrayInputStream(content, (int) startByte, content.length - (int) startByte);
  }

  InputObject input() {
    return new InputObject("test", key, "\"1\"", Optional.empty(), content.length);
  }
}
