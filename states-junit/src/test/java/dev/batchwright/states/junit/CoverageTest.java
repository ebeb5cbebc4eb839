package dev.batchwright.states.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.batchwright.states.query.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs test classes as a build does and looks at what is counted, required and reported.
class CoverageTest {

  @TempDir Path directory;

  private final List<String> failures = new ArrayList<>();
  private String console = "";

  private void runTests(Class<?>... classes) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try (LauncherSession session = LauncherFactory.openSession()) {
      var request = LauncherDiscoveryRequestBuilder.request();
      for (Class<?> type : classes) {
        request.selectors(selectClass(type));
      }
      request.configurationParameter("states.coverage.directory", directory.toString());
      session.getLauncher().execute(request.build(), new Failures());
    } finally {
      System.setOut(before);
      console = out.toString(StandardCharsets.UTF_8);
    }
  }

  /// Collects what failed, tests and classes.
  private final class Failures implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      result
          .getThrowable()
          .ifPresent(it -> failures.add(test.getDisplayName() + ": " + it.getMessage()));
    }
  }

  @Test
  void aClassThatReachesTooLittleFailsAndNamesWhatItMissed() {
    runTests(CoverageSamples.ReachesTooLittle.class);

    assertThat(failures).hasSize(1);
    assertThat(failures.getFirst())
        .contains(
            "required are 100 % of states, 100 % of transitions, 50 % of branches",
            "machines/restock.asl.json: 3 of 4 states (75 %), 1 of 3 transitions (33.3 %),"
                + " 1 of 3 branches (33.3 %)",
            "not reached: state 'Enough'",
            "not reached: transition 'Order again' → End",
            "not reached: branch 'Low?' Default → 'Enough'",
            "not reached: branch 'Order again' Retry[0] [Supplier.Closed]");
  }

  @Test
  void nestedTestsCountForTheClassAroundThem() {
    runTests(CoverageSamples.ReachesJustEnough.class);
    assertThat(failures).isEmpty();
  }

  @Test
  void aTestRunReportsWhatAllItsClassesReachTogether() throws Exception {
    runTests(CoverageSamples.ReachesJustEnough.class, CoverageSamples.ReachesTooLittle.class);

    assertThat(console)
        .contains("State machine coverage, in " + directory)
        .contains("restock.asl.json: 4 of 4 states (100 %), ")
        .contains("not reached: branch 'Order again' Retry[0] [Supplier.Closed]")
        .doesNotContain("not reached: state");
    var report = Json.parse(Files.readString(directory.resolve("restock.json")));
    assertThat(report.at("/states").toString()).isEqualTo("{\"covered\":4,\"total\":4}");
    assertThat(report.at("/branches").toString()).isEqualTo("{\"covered\":2,\"total\":3}");
    assertThat(report.at("/points/0").toString())
        .isEqualTo("{\"kind\":\"state\",\"what\":\"'Each row'\",\"times\":2}");
    assertThat(Files.readString(directory.resolve("restock.md")))
        .contains("| states | 4 | 4 | 100 |")
        .contains("| 'Order again' Retry[0] [Supplier.Closed] | **never** |");
  }

  @Test
  void aTestWithoutAMachineIsToldWhereToNameIt() {
    runTests(CoverageSamples.NamesNoMachine.class);
    assertThat(failures.toString()).contains("put one on the parameter, the method or the class");
  }

  @Test
  void whatKeepsAnErrorFromBeingRetriedIsReachedByNotRetrying() {
    MachineFile file =
        MachineFile.parse(
            "two retriers",
            """
            {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Task",
              "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:a", "Next": "B",
              "Retry": [{"ErrorEquals": ["Hopeless"], "MaxAttempts": 0},
                        {"ErrorEquals": ["States.ALL"]}],
              "Catch": [{"ErrorEquals": ["Hopeless"], "Next": "B"}]},
              "B": {"Type": "Succeed"}}}
            """,
            Map.of(),
            dev.batchwright.states.definition.MachineType.STANDARD);
    MachineCoverage coverage = new MachineCoverage(file);
    new MachineTester(file, List.of(coverage)).given("A").fails("Hopeless").run("{}");

    assertThat(coverage.missed(CoveragePoint.Kind.BRANCH))
        .extracting(CoveragePoint::text)
        .containsExactly("'A' Retry[1] [States.ALL]");
    assertThat(coverage.missed(CoveragePoint.Kind.TRANSITION))
        .as("a catcher's way is not the state's own")
        .extracting(CoveragePoint::text)
        .containsExactly("'A' → 'B'");
  }
}
