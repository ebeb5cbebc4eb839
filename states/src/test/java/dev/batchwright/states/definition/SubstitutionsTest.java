package dev.batchwright.states.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SubstitutionsTest {

  private static final String TEMPLATE =
      """
      {"TimeoutSeconds": ${Timeout}, "StartAt": "${Start}", "States": {
       "A": {"Type": "Succeed", "Comment": "$${Price} of ${Start}, ${Unknown} and ${Unknown}"}}}
      """;

  @Test
  void placeholdersAreReplacedAnywhereAndWhatIsLeftIsReported() {
    Substitutions result =
        Substitutions.apply(TEMPLATE, Map.of("Timeout", "60", "Start", "A", "Nobody", "x"));

    assertThat(result.text())
        .contains("\"TimeoutSeconds\": 60")
        .contains("\"StartAt\": \"A\"")
        .contains("${Unknown}");
    assertThat(result.unresolved()).containsExactly("Price", "Unknown");
    assertThat(result.unused()).containsExactly("Nobody");
  }

  @Test
  void aValueIsTakenAsItStands() {
    assertThat(Substitutions.apply("${a}", Map.of("a", "$1 \\ ${b}")).text())
        .isEqualTo("$1 \\ ${b}");
  }

  @Test
  void parsingATemplateSaysThatItHasToBeSubstitutedFirst() {
    InvalidDefinitionException refused =
        catchThrowableOfType(InvalidDefinitionException.class, () -> StateMachine.parse(TEMPLATE));

    assertThat(refused.isJson()).isFalse();
    assertThat(refused).hasMessageContaining("[Timeout, Start, Price, Unknown]");
  }

  @Test
  void problemsSayWhereWhatAndWhatWasExpected() {
    InvalidDefinitionException refused =
        catchThrowableOfType(
            InvalidDefinitionException.class,
            () ->
                StateMachine.parse(
                    """
                    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Load"},
                     "Read": {"Type": "Pass", "Next": "A"}}}
                    """));

    assertThat(refused.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "$.States.A.Next is 'Load', expected the name of a state beside it: A, Read",
            "$.States.Read cannot be reached from StartAt 'A'");
    assertThat(refused.problems().getFirst().pointer()).isEqualTo("/States/A/Next");
  }
}
