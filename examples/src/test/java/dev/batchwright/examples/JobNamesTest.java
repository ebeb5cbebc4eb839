package dev.batchwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.job.Job;
import dev.batchwright.job.Jobs;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class JobNamesTest {

  @Test
  void everyExampleIsFoundByTheNameOfItsClass() {
    assertThat(ServiceLoader.load(Job.class))
        .filteredOn(job -> job.getClass().getPackage().equals(getClass().getPackage()))
        .hasSize(10)
        .allSatisfy(job -> {
          assertThat(job.name()).isEqualTo(kebabCase(job.getClass().getSimpleName()));
          assertThat(Jobs.find(job.name())).hasSameClassAs(job);
        });
  }

  private static String kebabCase(String name) {
    return name.replaceAll("(?<=[a-z])([A-Z])", "-$1").toLowerCase();
  }
}
