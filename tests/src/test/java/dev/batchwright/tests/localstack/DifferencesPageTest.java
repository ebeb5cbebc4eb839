package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.engine.SpecificationCases;
import dev.batchwright.tests.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Holds docs/states-and-localstack.md to the list of differences and the list to the suite; needs
/// no Docker.
class DifferencesPageTest {

  @Test
  void thePageIsTheList() throws Exception {
    String text = DifferencesPage.text();
    Path page = Repository.root().resolve("docs/states-and-localstack.md");
    Path made = Repository.root().resolve("tests/target/states-and-localstack.md");
    Files.createDirectories(made.getParent());
    Files.writeString(made, text);
    assertThat(Files.exists(page) ? Files.readString(page) : "")
        .as("%s is not what the list comes to: copy %s", page, made)
        .isEqualTo(text);
  }

  @Test
  void theListNamesCasesThatAreRun() throws Exception {
    Set<String> run = new HashSet<>();
    for (JsonNode it : SpecificationCases.all()) {
      if (LeftOut.of(it).isEmpty()) {
        run.add(it.get("id").asText());
        StandardChildren.of(it).ifPresent(standard -> run.add(standard.get("id").asText()));
      }
    }
    assertThat(run).containsAll(Differences.read().byCase().keySet());
  }

  @Test
  void everyCauseSaysWhy() throws Exception {
    assertThat(Differences.read().causes())
        .allSatisfy(cause -> {
          assertThat(cause.what()).isNotBlank().endsWith(".");
          assertThat(cause.why()).isNotBlank().endsWith(".");
          assertThat(cause.cases()).isNotEmpty();
        });
  }
}
