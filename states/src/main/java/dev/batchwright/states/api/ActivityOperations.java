package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.Activities;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Operations on activities.
final class ActivityOperations {

  /// How long a worker waits for a task. (AWS: GetActivityTask.)
  private static final Duration LONG_POLL = Duration.ofSeconds(60);

  private record Activity(String arn, String name, Instant creationDate, ObjectNode settings) {}

  private final StatesEngine engine;
  private final Registry registry;
  private final Map<String, Activity> activities = new TreeMap<>();

  ActivityOperations(StatesEngine engine, Registry registry) {
    this.engine = engine;
    this.registry = registry;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("CreateActivity", this::create);
    operations.put("DeleteActivity", this::delete);
    operations.put("DescribeActivity", this::describe);
    operations.put("ListActivities", this::list);
    operations.put("GetActivityTask", this::poll);
  }

  synchronized boolean exists(String arn) {
    return activities.containsKey(arn);
  }

  private synchronized ObjectNode create(Request request) throws ApiException {
    String name = Arns.checkName(request.required("name"));
    ObjectNode settings = Answers.none();
    request
        .any("encryptionConfiguration")
        .ifPresent(it -> settings.set("encryptionConfiguration", it));
    Map<String, String> tags = TagOperations.read(request);
    String arn = engine.names().activity(name);
    Activity existing = activities.get(arn);
    if (existing == null) {
      existing = new Activity(arn, name, engine.time().now(), settings);
      activities.put(arn, existing);
      registry.setTags(arn, tags);
    } else if (!existing.settings().equals(settings)) {
      throw new ApiException("ActivityAlreadyExists", "Activity Already Exists: '" + arn + "'");
    }
    return Answers.none()
        .put("activityArn", arn)
        .put("creationDate", Timestamps.seconds(existing.creationDate()));
  }

  private synchronized ObjectNode delete(Request request) throws ApiException {
    String arn = Arns.check(request.required("activityArn"), "activity");
    activities.remove(arn);
    registry.setTags(arn, Map.of());
    return Answers.none();
  }

  private ObjectNode describe(Request request) throws ApiException {
    Activity found = existing(request);
    ObjectNode response = listed(found);
    response.setAll(found.settings());
    return response;
  }

  private static ObjectNode listed(Activity activity) {
    return Answers.none()
        .put("activityArn", activity.arn())
        .put("name", activity.name())
        .put("creationDate", Timestamps.seconds(activity.creationDate()));
  }

  private synchronized ObjectNode list(Request request) throws ApiException {
    Pages pages = Pages.of(request);
    ObjectNode response = Answers.none();
    ArrayNode listed = response.putArray("activities");
    pages.sorted(List.copyOf(activities.values()), Activity::arn, response).stream()
        .map(ActivityOperations::listed)
        .forEach(listed::add);
    return response;
  }

  private synchronized Activity existing(Request request) throws ApiException {
    String arn = Arns.check(request.required("activityArn"), "activity");
    Activity found = activities.get(arn);
    if (found == null) {
      throw new ApiException("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'");
    }
    return found;
  }

  /// A task, or an answer without one when none has come for a minute.
  private ObjectNode poll(Request request) throws ApiException {
    String arn = existing(request).arn();
    var answer = new CompletableFuture<Optional<Activities.Assignment>>();
    Activities.Poll poll = assignment -> answer.complete(Optional.of(assignment));
    engine.activities().poll(arn, request.text("workerName"), poll);
    Time time = engine.time();
    Time.Alarm patience =
        time.at(time.now().plus(LONG_POLL), () -> answer.complete(Optional.empty()));
    try {
      ObjectNode response = Answers.none();
      answer
          .get()
          .ifPresent(
              it -> response.put("taskToken", it.token()).put("input", it.input().toString()));
      return response;
    } catch (InterruptedException e) {
      throw ApiException.interrupted("waiting for a task");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a poll only ever completes with an answer", e);
    } finally {
      patience.cancel();
      engine.activities().leave(arn, poll);
    }
  }
}
