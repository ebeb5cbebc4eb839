package dev.batchwright.simulation;

import java.io.IOException;
import java.nio.file.Files;

/// The command line of the simulation; see the script `simulation/run`.
public final class Main {

  private Main() {}

  /// Exits with 0 where all went well, 1 where a run did not, 2 where the arguments are wrong.
  public static void main(String[] arguments) throws InterruptedException, IOException {
    Arguments parsed;
    try {
      parsed = Arguments.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + Arguments.USAGE);
      System.exit(2);
      return;
    }
    System.exit(run(parsed) ? 0 : 1);
  }

  private static boolean run(Arguments arguments) throws InterruptedException, IOException {
    if (arguments.replayed().isPresent()) {
      Outcome outcome = Simulation.run(arguments.replayed().getAsLong(), true);
      outcome.story().forEach(System.out::println);
      System.out.println(Report.of(outcome));
      return outcome.isWell();
    }
    Campaign campaign = new Campaign(arguments.threads(), Main::found);
    Tally tally = campaign.run(arguments.from(), arguments.seeds(), arguments.until());
    System.out.println(Report.of(tally));
    if (arguments.page().isPresent()) {
      String page = ReliabilityPage.of(tally, arguments.from());
      Files.writeString(arguments.page().get(), page);
    }
    return tally.failed().isEmpty();
  }

  private static void found(Outcome outcome) {
    System.out.println(Report.of(outcome));
  }
}
