package dev.batchwright.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/// Any file is a template, or is refused with its place.
class TemplateFuzzTest {

  private static final Surroundings AROUND =
      new Surroundings("us-east-1", "000000000000", "stack", "http://here", Map.of());

  @TempDir private static Path directory;

  @FuzzTest
  void anyFileIsATemplateOrRefused(byte[] data) throws IOException {
    Path file = directory.resolve("t.yaml");
    Files.write(file, data);
    try {
      assertThat(Template.read(file, AROUND).resources()).isNotNull();
    } catch (TemplateException e) {
      assertThat(e).hasMessageContaining("t.yaml");
    }
  }
}
