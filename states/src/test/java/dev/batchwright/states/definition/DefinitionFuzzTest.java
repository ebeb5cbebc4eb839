package dev.batchwright.states.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Any text is a definition, or is refused with what is wrong with it.
final class DefinitionFuzzTest {

  @FuzzTest
  void anyTextIsADefinitionOrRefused(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    for (MachineType type : MachineType.values()) {
      try {
        StateMachine machine = StateMachine.parse(text, type);
        assertThat(machine.workflow().states()).isNotEmpty();
        assertThat(machine.source()).isEqualTo(text);
      } catch (InvalidDefinitionException e) {
        assertThat(e.problems()).isNotEmpty();
        assertThat(e.problems()).allSatisfy(it -> assertThat(it.message()).isNotEmpty());
      }
    }
  }
}
