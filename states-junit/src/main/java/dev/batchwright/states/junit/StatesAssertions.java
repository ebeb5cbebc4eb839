package dev.batchwright.states.junit;

/// The way into assertions about runs. `assertThat` goes beside AssertJ's static import of that
/// name.
public final class StatesAssertions {

  private StatesAssertions() {}

  /// About a whole run.
  public static RunAssert assertThat(TestRun run) {
    return new RunAssert(run);
  }

  /// About one visit of a state: `assertThat(run.state("Charge card"))`.
  public static VisitAssert assertThat(Visit visit) {
    return new VisitAssert(visit);
  }

  /// About a branch, item or child execution: `assertThat(run.state("Pack lines").item(2))`.
  public static InnerRunAssert assertThat(InnerRun run) {
    return new InnerRunAssert(run);
  }
}
