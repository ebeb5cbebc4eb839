package dev.batchwright.functions;

import dev.batchwright.batch.model.FailureRequest;
import dev.batchwright.batch.model.MapRequest;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.ReduceRequest;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.pipeline.AwaitRequest;
import dev.batchwright.batch.pipeline.PlanPipelineRequest;
import dev.batchwright.batch.pipeline.SettleRequest;
import dev.batchwright.batch.trigger.PlanBackfillRequest;
import dev.batchwright.batch.trigger.TriggerBatch;
import dev.batchwright.batch.trigger.WindowRequest;

/// What a request is about, for its log lines: the run, and the item within it.
final class WorkOf {

  private WorkOf() {}

  static String request(Object request) {
    return switch (request) {
      case PlanRequest plan -> plan.run();
      case MapRequest map -> map.work() + " chunk " + map.item().chunk();
      case ReduceRequest reduce -> reduce.work() + " partition " + reduce.item().partition();
      case WorkRef work -> work.work().uri();
      case FailureRequest failure -> failure.work().uri();
      case PlanPipelineRequest plan -> plan.run();
      case AwaitRequest wait -> wait.work() + " job " + wait.job();
      case SettleRequest settle -> settle.work() + " job " + settle.outcome().path("job").asText();
      case TriggerBatch batch -> batch.messages().size() + " messages";
      case WindowRequest window -> window.window();
      case PlanBackfillRequest plan -> plan.execution();
      default -> request.getClass().getSimpleName();
    };
  }
}
