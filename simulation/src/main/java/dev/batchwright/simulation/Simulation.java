package dev.batchwright.simulation;

import dev.batchwright.states.engine.ExecutionStatus;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.SdkHttpClient;

/// Runs a world: the same seed is the same run, request by request.
public final class Simulation {

  /// A world is done in a tenth of a second; one that is not by then hangs.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Simulation() {}

  /// Runs the world of a seed to its end, and checks it.
  ///
  /// @param told whether its story is wanted
  public static Outcome run(long seed, boolean told) throws InterruptedException {
    return run(seed, told, UnaryOperator.identity());
  }

  /// As [#run(long, boolean)], with something of the caller's on the way to S3: a bug that is to be
  /// found.
  static Outcome run(long seed, boolean told, UnaryOperator<SdkHttpClient> way)
      throws InterruptedException {
    try (World world = new World(seed, told, way)) {
      Operator operator = new Operator(world, new SplittableRandom(seed ^ 0x5DEECE66DL));
      boolean[] published = new boolean[1];
      world.start(() -> published[0] = operate(world, operator));
      CompletableFuture<Void> quiet = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> awaitQuiet(world, quiet));
      try {
        quiet.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        world.violated("the world hangs, at simulated " + world.time().now());
      } catch (ExecutionException e) {
        world.violated("the world broke: " + e.getCause());
      }
      return outcome(world, seed, operator, published[0]);
    }
  }

  private static void awaitQuiet(World world, CompletableFuture<Void> quiet) {
    try {
      world.time().awaitQuiet();
      quiet.complete(null);
    } catch (InterruptedException e) {
      quiet.completeExceptionally(e);
    }
  }

  private static boolean operate(World world, Operator operator) {
    try {
      Auditor auditor = new Auditor(world, "run-1", "result/");
      world.store().onEffect(auditor::onEffect);
      boolean published = operator.settle("run-1", "result/", auditor);
      world.faults().calm();
      world.time().pass(Duration.ofHours(1)); // zombies and latecomers end meanwhile
      auditor.checkQuiet(world.counts().total() == 0);
      if (published != auditor.hasPublished()) {
        world.violated(
            "the execution "
                + (published ? "succeeded" : "failed")
                + ", and _SUCCESS is there: "
                + auditor.hasPublished());
      }
      if (!published && (world.hasInputChanged() || world.hasMisread())) {
        Auditor next = new Auditor(world, "run-2", "second/");
        world.store().onEffect(next::onEffect);
        operator.settle("run-2", "second/", next);
        next.checkQuiet(false);
      }
      return published;
    } catch (RuntimeException e) {
      world.violated("the operator broke: " + e);
      return false;
    }
  }

  private static Outcome outcome(World world, long seed, Operator operator, boolean published) {
    DeadLetters.check(world, operator.executions());
    boolean ends =
        operator.executions().stream().noneMatch(e -> e.status() == ExecutionStatus.RUNNING);
    if (!ends) {
      world.violated("an execution never ended");
    }
    return new Outcome(
        seed,
        published,
        operator.executions().size(),
        world.requests(),
        Duration.between(World.START, world.time().now()).toSeconds(),
        world.story().digest(),
        world.rowsLost(),
        world.rowsDoubled(),
        world.counts(),
        world.violations(),
        world.story().lines());
  }
}
