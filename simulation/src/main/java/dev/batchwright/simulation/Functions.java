package dev.batchwright.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.map.MapStage;
import dev.batchwright.batch.map.SeamCheck;
import dev.batchwright.batch.model.FailureRequest;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.MapRequest;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.ReduceRequest;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.plan.PlanLimits;
import dev.batchwright.batch.plan.PlanStage;
import dev.batchwright.batch.publish.PublishStage;
import dev.batchwright.batch.reduce.PartitionPlan;
import dev.batchwright.batch.reduce.ReduceStage;
import dev.batchwright.batch.report.FailureReport;
import dev.batchwright.simulation.faults.FaultKind;
import dev.batchwright.simulation.faults.WorkerKilled;
import dev.batchwright.states.port.TaskFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Lambda: the functions of the state machine with the real stages behind them, each invocation in
/// an execution environment that is kept for a later one, as the handlers of `functions/` are.
final class Functions {

  /// A stage behind its codec.
  private interface Handler {
    Object handle(byte[] payload);
  }

  private final World world;
  private final Map<String, Deque<Handler>> idle = new HashMap<>();
  private final Map<String, Boolean> doomed = new HashMap<>();
  private int invocations;

  Functions(World world) {
    this.world = world;
  }

  /// Invokes a function and waits for its answer, with whatever goes wrong on the way.
  JsonNode invoke(String function, JsonNode payload) throws TaskFailure {
    SeededFaults faults = world.faults();
    if (happens(FaultKind.INVOKE_THROTTLED, function)) {
      throw new TaskFailure("Lambda.TooManyRequestsException", "Rate exceeded");
    }
    if (happens(FaultKind.INVOKE_FAILED, function)) {
      throw new TaskFailure("Lambda.ServiceException", "An error occurred in the service");
    }
    byte[] request = Json.write(payload);
    if (happens(FaultKind.DUPLICATE_AT_ONCE, function)) {
      world.start(() -> quietly(function, request));
    }
    if (happens(FaultKind.ZOMBIE, function)) {
      world.start(() -> quietly(function, request));
      world.time().pass(Duration.ofMillis(faults.below(2_000)));
      throw new TaskFailure("Lambda.SdkClientException", "the connection was lost");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("StatusCode", 200).put("ExecutedVersion", "$LATEST");
    answer.set("Payload", Json.tree(run(function, request)));
    if (happens(FaultKind.DUPLICATE_LATER, function)) {
      world.start(() -> {
        world.time().pass(Duration.ofMillis(faults.below(60_000)));
        quietly(function, request);
      });
    }
    if (happens(FaultKind.INVOKE_ANSWER_LOST, function)) {
      throw new TaskFailure("Lambda.SdkClientException", "the connection was lost");
    }
    return answer;
  }

  private boolean happens(FaultKind kind, String function) {
    boolean happens = world.faults().strikes(kind);
    if (happens) {
      world.count(kind);
      world.story().tell(kind, " at ", function);
    }
    return happens;
  }

  /// Whether the chunk is one that nobody survives: decided once, and over when all is calm.
  private boolean isDoomed(String function, byte[] request) {
    if (!function.equals("MapChunk") || world.faults().isCalm()) {
      return false;
    }
    String chunk = Json.tree(request).path("item").path("chunk").asText();
    boolean dies =
        doomed.computeIfAbsent(chunk, _ -> world.faults().strikes(FaultKind.CHUNK_DOOMED));
    if (dies) {
      world.count(FaultKind.CHUNK_DOOMED);
    }
    return dies;
  }

  private void quietly(String function, byte[] request) {
    try {
      run(function, request);
    } catch (TaskFailure e) {
      world.story().tell("nobody hears of ", e.error());
    }
  }

  /// Runs a function to its end, as Lambda sees it.
  private byte[] run(String function, byte[] request) throws TaskFailure {
    Worker worker = worker(function);
    Deque<Handler> pool = idle.computeIfAbsent(function, _ -> new ArrayDeque<>());
    Handler handler = Optional.ofNullable(pool.poll()).orElseGet(() -> handler(function));
    world.story().tell(worker, " begins");
    if (isDoomed(function, request)) {
      world.story().tell(worker, " is doomed");
      throw failure("Runtime.ExitError", "Runtime exited with error: signal: segmentation fault");
    }
    try {
      Object outcome =
          ScopedValue.where(Worker.CURRENT, worker).call(() -> handler.handle(request));
      if (worker.death().isPresent()) {
        throw new WorkerKilled(worker.death().get(), "and went on");
      }
      pool.add(handler);
      world.story().tell(worker, " answers ", outcome);
      return Json.write(outcome);
    } catch (WorkerKilled e) {
      world.story().tell(worker, " is dead: ", e.kind());
      throw e.kind() == FaultKind.WORKER_TIMEOUT
          ? failure(
              "Sandbox.Timedout", "Task timed out after " + world.settings().secondsOf(function))
          : failure("Runtime.ExitError", "Runtime exited with error: signal: killed");
    } catch (OutOfMemoryError e) {
      world.story().tell(worker, " is out of memory");
      throw failure(e.getClass().getName(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      pool.add(handler);
      world.story().tell(worker, " fails: ", e);
      world.unexpected(e);
      throw failure(e.getClass().getName(), String.valueOf(e.getMessage()));
    }
  }

  private static TaskFailure failure(String type, String message) {
    ObjectNode cause = JsonNodeFactory.instance.objectNode();
    cause.put("errorType", type).put("errorMessage", message);
    return new TaskFailure(type, new String(Json.write(cause), StandardCharsets.UTF_8));
  }

  private Worker worker(String function) {
    String name = function + "#" + ++invocations;
    int slowness = 1;
    if (happens(FaultKind.STRAGGLER, name)) {
      slowness = 100;
    }
    return new Worker(
        name,
        world.time().now().plusSeconds(world.settings().secondsOf(function)),
        slowness,
        world.process());
  }

  private Handler handler(String function) {
    StageEnvironment environment = world.environment(function);
    return switch (function) {
      case "PlanChunks" -> {
        PlanStage stage = new PlanStage(environment, PlanLimits.embedded(2));
        yield bytes -> stage.plan(Json.read(bytes, PlanRequest.class, function));
      }
      case "MapChunk" -> {
        MapStage stage = new MapStage(environment);
        yield bytes -> stage.map(Json.read(bytes, MapRequest.class, function));
      }
      case "CheckSeams" -> {
        SeamCheck stage = new SeamCheck(environment);
        yield bytes -> stage.check(Json.read(bytes, WorkRef.class, function));
      }
      case "PlanPartitions" -> {
        PartitionPlan stage = new PartitionPlan(environment);
        yield bytes -> stage.plan(Json.read(bytes, WorkRef.class, function));
      }
      case "ReducePartition" -> {
        ReduceStage stage = new ReduceStage(environment);
        yield bytes -> stage.reduce(Json.read(bytes, ReduceRequest.class, function));
      }
      case "Publish" -> {
        PublishStage stage = new PublishStage(environment);
        yield bytes -> stage.publish(Json.read(bytes, WorkRef.class, function));
      }
      case "ReportFailure" -> {
        FailureReport stage = new FailureReport(environment);
        yield bytes -> stage.report(Json.read(bytes, FailureRequest.class, function));
      }
      default -> throw new IllegalArgumentException("there is no function " + function);
    };
  }
}
