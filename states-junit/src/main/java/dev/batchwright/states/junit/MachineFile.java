package dev.batchwright.states.junit;

import dev.batchwright.states.definition.InvalidDefinitionException;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.definition.Substitutions;
import dev.batchwright.states.definition.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A state machine under test, found, substituted and parsed.
///
/// @param source what the test calls it: the file as written in the annotation
/// @param states all its states by name, those of branches and item processors too, in order
record MachineFile(
    String source, StateMachine machine, MachineType type, Map<String, State> states) {

  static MachineFile load(String file, Map<String, String> substitutions, MachineType type) {
    return parse(file, read(file), substitutions, type);
  }

  static MachineFile parse(
      String source, String text, Map<String, String> substitutions, MachineType type) {
    Substitutions substituted = Substitutions.apply(text, substitutions);
    if (!substituted.unresolved().isEmpty()) {
      throw new IllegalArgumentException(
          source
              + ": no value is given for the placeholders "
              + substituted.unresolved()
              + "; name them in substitutions, such as \""
              + substituted.unresolved().getFirst()
              + "=value\"");
    }
    try {
      StateMachine machine = StateMachine.parse(substituted.text(), type);
      Map<String, State> states = new LinkedHashMap<>();
      collect(machine.workflow(), states);
      return new MachineFile(source, machine, type, states);
    } catch (InvalidDefinitionException e) {
      throw new IllegalArgumentException(
          source + " is not a valid state machine:\n" + e.getMessage(), e);
    }
  }

  private static void collect(Workflow workflow, Map<String, State> states) {
    for (State state : workflow.states().values()) {
      states.put(state.name(), state);
      switch (state) {
        case State.Parallel parallel -> parallel.branches().forEach(it -> collect(it, states));
        case State.Map map -> collect(map.iteration().processor(), states);
        case State.Task _, State.Choice _, State.Wait _, State.Pass _ -> {}
        case State.Succeed _, State.Fail _ -> {}
      }
    }
  }

  /// The file's name without directories: what reports are called by.
  String fileName() {
    return source.substring(source.replace('\\', '/').lastIndexOf('/') + 1);
  }

  /// A name that ARNs take.
  String machineName() {
    String name = fileName().replaceFirst("\\..*", "").replaceAll("[^A-Za-z0-9_-]", "-");
    return name.isEmpty() ? "machine" : name.substring(0, Math.min(80, name.length()));
  }

  private static String read(String file) {
    try (InputStream in = resource(file)) {
      if (in != null) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      Path start = Path.of("").toAbsolutePath();
      for (Path folder = start; folder != null; folder = folder.getParent()) {
        Path candidate = folder.resolve(file);
        if (Files.isRegularFile(candidate)) {
          return Files.readString(candidate);
        }
      }
      throw new IllegalArgumentException(
          "there is no state machine file "
              + file
              + ": neither on the class path, nor under "
              + start
              + " or a directory above it");
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static @org.jspecify.annotations.Nullable InputStream resource(String file) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return (loader == null ? MachineFile.class.getClassLoader() : loader).getResourceAsStream(file);
  }
}
