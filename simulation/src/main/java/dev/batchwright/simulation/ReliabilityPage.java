package dev.batchwright.simulation;

import dev.batchwright.simulation.faults.FaultKind;
import java.util.Locale;

/// `docs/reliability.md`, of what was measured.
final class ReliabilityPage {

  private ReliabilityPage() {}

  /// @param from the first seed
  static String of(Tally tally, long from) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Reliability

        Never lose a row, never count one twice. This page is written by the simulation and not by hand:

        ```
        simulation/run --from %d --seeds %d --report docs/reliability.md
        ```

        %s.

        A run is whole: the real `statemachines/batch.asl.json` on the States Language engine, the real stages, the real S3 client
        with its own retries. S3, Lambda and SQS are simulated, and so is time, so that one seed is the same run, request by
        request, each time. Jobs, data, chunk sizes, partitions and the mix of faults are chosen by the seed: one run in eight is
        calm, the others have some of the kinds below, up to one request in some ten.

        After each run the output is compared, row by row and in order, with an answer that a second, sequential program works out
        from the rows as they were meant. Besides, each effect at the store is watched when it happens: nothing becomes visible
        before all commits are there, at `_SUCCESS` all of it is there, a commit and an output are written once, refused rows
        and counts are those of the answer, a failure names its cause, each failed execution left its dead letter. A run that
        failed is redriven, or started again under its id, until it is published; one that is published is started again as well.

        Where chunks may fail (one run in four), the answer is that of the others. The output names those that it goes without, each
        has its dead letter, they are no more than may be, and none had long been done. Behind a chunk of CSV that failed, the rest of
        its object is left out, since nobody else knows where rows start. Uploads have many parts, each of some hundred bytes.

        "Rows lost" are rows of the answer that an output has not, "rows doubled" rows that it has besides, in all runs with
        the fault.

        | fault | times injected | runs with it | rows lost | rows doubled | what the user sees |
        | --- | ---: | ---: | ---: | ---: | --- |
        """
            .formatted(from, tally.runs(), headline(tally)));
    for (FaultKind kind : FaultKind.values()) {
      page.append(
          "| %s | %d | %d | %d | %d | %s |\n"
              .formatted(
                  kind.text(),
                  tally.faults().of(kind),
                  tally.runsWith(kind),
                  tally.rowsLost(kind),
                  tally.rowsDoubled(kind),
                  kind.seen()));
    }
    page.append(
        """

        Where they are injected: between the SDK's client and S3 (`simulation/.../faults/FaultyHttpClient`), so below the client's
        retries; at the invocation of functions; at the dead-letter queue; at the item reader of Map Runs; and by an operator who
        stops, kills, redrives and starts again. A flipped bit is injected where the protocol lets it be noticed: in all uploads, in
        shuffle blocks, and in whole objects and ranges of objects of which S3 has a checksum of all bytes. Where it has none, or
        where a chunk may fail, so that not all ranges are read, there is TLS, which makes a cut connection of it.

        That the simulation can fail is a test (`PlantedBugsTest`): commits without their condition, outputs that are visible
        before the ledger, shuffle keys without the attempt, `_SUCCESS` before the manifest, listings that miss an object,
        uploads without their last part and checksums that nobody looks at are each found within two hundred seeds. `simulation/run --seed N` tells the story of one run; a workflow runs new seeds every night.
        """);
    return page.toString();
  }

  private static String headline(Tally tally) {
    return String.format(
        Locale.ROOT,
        "%,d runs, of which %,d were published and %,d rightly refused; %,d executions, %,d requests"
            + " and waits, %,d faults, %.0f simulated days; %d runs in which something was not as it"
            + " has to be",
        tally.runs(),
        tally.published(),
        tally.runs() - tally.published(),
        tally.executions(),
        tally.requests(),
        tally.faults().total(),
        tally.simulatedSeconds() / 86_400.0,
        tally.failed().size());
  }
}
