package dev.batchwright.batch.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.RunRequest;
import java.time.ZonedDateTime;
import java.util.Optional;

/// Any file is a settings file, whose bindings make requests, or is refused with the path of each
/// problem.
class SettingsFileFuzzTest {

  private static final Buckets BUCKETS = new Buckets("the-data", "the-incoming");
  private static final ZonedDateTime TIME = ZonedDateTime.parse("2026-11-24T02:05:00Z");
  private static final String REFUSAL =
      "(?s)b\\.json(( line \\d+ column \\d+)?: not JSON: .+|: \\d+ problems?; nothing was started"
          + "(\\R  \\$.*: .+)+)";

  @FuzzTest
  void anyFileIsSettingsOrRefused(byte[] data) {
    Bindings bindings;
    try {
      bindings = Bindings.read(data, "b.json");
    } catch (BadRequestException e) {
      assertThat(e.getMessage()).startsWith("b.json").matches(REFUSAL);
      return;
    }
    for (JobBinding binding : bindings.all()) {
      assertThat(bindings.named(binding.name())).isEqualTo(binding);
      assertThat(binding.pascalName()).matches("[A-Z][A-Za-z0-9]*");
      request(binding);
    }
  }

  /// Settings that look like secrets are refused when the request is made.
  private static void request(JobBinding binding) {
    try {
      RunRequest request =
          binding.request(
              Placeholders.of(binding.name(), "run-1", TIME, BUCKETS),
              Optional.of("s3://the-data/list"));
      assertThat(request.outputPrefix().bucket()).isNotEmpty();
      assertThat(request.settings()).hasSameSizeAs(binding.settings());
    } catch (BadRequestException e) {
      assertThat(e).hasMessageContaining("looks like a secret");
    }
  }
}
