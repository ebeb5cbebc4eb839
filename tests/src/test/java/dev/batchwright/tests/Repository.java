package dev.batchwright.tests;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where things are in the repository that these tests are part of.
public final class Repository {

  private Repository() {}

  /// The directory that holds README.md and infra/.
  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("infra/template.yaml"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException(
            "not inside the repository: " + Path.of("").toAbsolutePath());
      }
    }
    return here;
  }

  /// An answer that was computed independently.
  public static Path answer(String name) {
    return root().resolve("examples/src/test/resources/answers").resolve(name);
  }
}
