package dev.batchwright.benchmarks.states;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// Runs the same state machines through the same SDK calls against one endpoint after the other,
/// and prints how many units of work a second each did.
///
/// Arguments: the number of rounds, then `NAME=ENDPOINT`, with the rounds after a further `=` where
/// they differ. An execution lasts from its StartExecution until a DescribeExecution has shown its
/// end; between two of those is a twentieth of the time that has gone by, so that no candidate is
/// kept busy by the questions, and no time is wrong by more than that.
final class SideBySide {

  private static final Duration LONGEST = Duration.ofMinutes(3);

  private SideBySide() {}

  /// A way to run a state machine.
  record Candidate(String name, URI endpoint, int rounds) {}

  public static void main(String[] args) throws Exception {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      String[] parts = args[i].split("=");
      int rounds = Integer.parseInt(parts.length > 2 ? parts[2] : args[0]);
      candidates.add(new Candidate(parts[0], URI.create(parts[1]), rounds));
    }
    for (Workload workload : List.of(Workload.transitions(), Workload.items())) {
      for (Candidate candidate : candidates) {
        measure(candidate, workload);
      }
    }
  }

  /// Prints the workload, the candidate, and the median, least and most units a second.
  private static void measure(Candidate candidate, Workload workload) throws Exception {
    try (SfnClient client = client(candidate.endpoint())) {
      String machine =
          client
              .createStateMachine(request ->
                  request
                      .name(workload.name() + "-" + System.nanoTime())
                      .definition(workload.definition())
                      .roleArn("arn:aws:iam::000000000000:role/benchmark"))
              .stateMachineArn();
      List<Double> rates = new ArrayList<>();
      run(client, machine, workload); // warms up, and is not counted
      for (int round = 0; round < candidate.rounds(); round++) {
        rates.add(workload.units() / run(client, machine, workload));
      }
      rates.sort(null);
      System.out.printf(
          Locale.ROOT,
          "%s\t%s\t%.0f\t%.0f\t%.0f\t%d%n",
          workload.unit(),
          candidate.name(),
          rates.get(rates.size() / 2),
          rates.getFirst(),
          rates.getLast(),
          rates.size());
    }
  }

  private static double run(SfnClient client, String machine, Workload workload) throws Exception {
    long start = System.nanoTime();
    String execution =
        client
            .startExecution(request -> request.stateMachineArn(machine).input(workload.input()))
            .executionArn();
    while (true) {
      long elapsed = System.nanoTime() - start;
      Thread.sleep(Duration.ofNanos(Math.max(1_000_000, elapsed / 20)));
      DescribeExecutionResponse now =
          client.describeExecution(request -> request.executionArn(execution));
      if (now.status() != ExecutionStatus.RUNNING) {
        double seconds = (System.nanoTime() - start) / 1e9;
        check(now, workload);
        return seconds;
      }
      if (elapsed > LONGEST.toNanos()) {
        throw new IllegalStateException(workload.name() + " took more than " + LONGEST);
      }
    }
  }

  private static void check(DescribeExecutionResponse ended, Workload workload) {
    String output = ended.output() == null ? "" : ended.output().replace(" ", "");
    if (!output.equals(workload.output())) {
      throw new IllegalStateException(
          workload.name() + " ended as " + ended.status() + " " + ended.cause() + ": " + output);
    }
  }

  private static SfnClient client(URI endpoint) {
    return SfnClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(it -> it.apiCallTimeout(LONGEST))
        .build();
  }
}
