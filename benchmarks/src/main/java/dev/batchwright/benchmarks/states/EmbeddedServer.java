package dev.batchwright.benchmarks.states;

import dev.batchwright.local.EmbeddedTarget;
import java.nio.file.Files;
import java.nio.file.Path;

/// The embedded target as a process of its own: prints its endpoint, and ends with its input.
final class EmbeddedServer {

  private EmbeddedServer() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createDirectories(Path.of(args[0]));
    Path template = directory.resolve("template.yaml");
    Files.writeString(template, "Resources: {}\n");
    try (EmbeddedTarget target = EmbeddedTarget.of(template, directory).port(0).start()) {
      System.out.println(target.endpoint());
      System.in.readAllBytes();
    }
  }
}
