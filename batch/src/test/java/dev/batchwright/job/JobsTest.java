package dev.batchwright.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is found by a name, and what is said of a name by which there is nothing.
final class JobsTest {

  /// A job whose class cannot be initialized.
  public static final class Broken implements Job {
    private static final int NUMBER = Integer.parseInt("none");

    @Override
    public Flow define(Settings settings) {
      throw new IllegalStateException("made with " + NUMBER);
    }
  }

  @Test
  void aJobWhoseClassDoesNotLoadIsRefused() {
    assertThatThrownBy(() -> Jobs.find(Broken.class.getName()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("job class " + Broken.class.getName() + " failed when it was made");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sortt", "a/b", "java.lang.String", "dev.batchwright.job.Job"})
  void whatIsNoJobIsRefused(String name) {
    assertThatThrownBy(() -> Jobs.find(name)).isInstanceOf(BadRequestException.class);
  }
}
