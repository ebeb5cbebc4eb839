package dev.batchwright.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.storage.Background;
import dev.batchwright.batch.storage.S3Clients;
import dev.batchwright.batch.storage.S3Storage;
import dev.batchwright.batch.storage.Shortcuts;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.WorkerLimits;
import dev.batchwright.simulation.faults.Fault;
import dev.batchwright.simulation.faults.FaultCounts;
import dev.batchwright.simulation.faults.FaultKind;
import dev.batchwright.simulation.faults.FaultyHttpClient;
import dev.batchwright.simulation.faults.S3Call;
import dev.batchwright.simulation.faults.WorkerKilled;
import dev.batchwright.simulation.s3.MemoryS3;
import dev.batchwright.simulation.s3.MemoryStore;
import dev.batchwright.simulation.scenario.Scenario;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.engine.Machine;
import dev.batchwright.states.engine.Observation;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.time.SimulatedTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// S3, Lambda, SQS and Step Functions around one run, on one simulated clock. One thing happens at
/// a time; every request to S3 is a place where others may go on, so that whatever can be
/// interleaved is, in some world.
final class World implements AutoCloseable {

  static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("simulated", "simulated"));

  private final SimulatedTime time = SimulatedTime.deterministic(START);
  private final Story story;
  private final FaultCounts counts = new FaultCounts();
  private final MemoryStore store = new MemoryStore(time::now);
  private final SeededFaults faults;
  private final SplittableRandom random;
  private final Scenario scenario;
  private final MachineSettings settings;
  private final Functions functions = new Functions(this);
  private final Letters letters = new Letters(this);
  private final List<String> violations = new ArrayList<>();
  private final URI endpoint;
  private final S3Client client;
  private final Storage storage;
  private int attempts;
  private int process;
  private long requests;
  private long rowsLost;
  private boolean inputChanged;
  private long rowsDoubled;

  World(long seed, boolean told, UnaryOperator<SdkHttpClient> way) {
    this.random = new SplittableRandom(seed);
    this.story = new Story(told, START, time::now);
    this.faults = new SeededFaults(FaultMix.random(random.split()), random.split(), this::isSummed);
    this.scenario = Scenario.of(random.split(), store);
    this.settings =
        new MachineSettings(
            random.nextInt(3) == 0 ? "STANDARD" : "EXPRESS",
            random.nextInt(3) == 0 ? 40 : 130,
            random.nextInt(3) == 0 ? 30 : 135);
    this.endpoint = URI.create("http://world-" + Long.toUnsignedString(seed, 36) + ".invalid");
    FaultyHttpClient http =
        new FaultyHttpClient(way.apply(new MemoryS3(store)), faults, this::pass, this::witness);
    Shortcuts.open(endpoint, http);
    this.client =
        S3Clients.create(
            endpoint,
            builder -> {
              builder.region(Region.US_EAST_1).credentialsProvider(CREDENTIALS);
              SimulatedRetries.on(builder, random.split(), this::pass);
            });
    int partBytes = random.nextInt(3) == 0 ? Storage.PART_BYTES : random.nextInt(150, 1_500);
    store.leastPartBytes(partBytes);
    this.storage = S3Storage.of(client, Background.inline(), time::now).withPartBytes(partBytes);
  }

  /// Whether S3 has a checksum of all bytes of the object, and all are read: where chunks may fail,
  /// the ranges of an object need not be. Shuffle blocks have checksums of their own.
  private boolean isSummed(S3Call call) {
    if (call.key().contains("/shuffle/")) {
      return true;
    }
    boolean isAllRead =
        !call.ranged() || call.bucket().equals(Scenario.INPUT) && scenario.tolerated() == 0;
    return isAllRead
        && store
            .find(call.bucket(), call.key())
            .filter(stored -> stored.checksum().kind().isWhole())
            .isPresent();
  }

  /// Whether an input may have been read otherwise than it is.
  boolean hasMisread() {
    return counts.of(FaultKind.RANGE_CORRUPTED) > 0;
  }

  SimulatedTime time() {
    return time;
  }

  Story story() {
    return story;
  }

  MemoryStore store() {
    return store;
  }

  SeededFaults faults() {
    return faults;
  }

  Scenario scenario() {
    return scenario;
  }

  MachineSettings settings() {
    return settings;
  }

  Letters letters() {
    return letters;
  }

  FaultCounts counts() {
    return counts;
  }

  int process() {
    return process;
  }

  long requests() {
    return requests;
  }

  List<String> violations() {
    return violations;
  }

  /// Something that must not be, is.
  void violated(String what) {
    story.tell("VIOLATED: ", what);
    violations.add(what);
  }

  void count(FaultKind kind) {
    counts.add(kind);
  }

  /// An input object is another now, or gone.
  void inputChanged() {
    inputChanged = true;
  }

  boolean hasInputChanged() {
    return inputChanged;
  }

  /// Rows of the right answer that the output has not, and rows that it has besides.
  void rows(long wanting, long besides) {
    rowsLost += wanting;
    rowsDoubled += besides;
  }

  long rowsLost() {
    return rowsLost;
  }

  long rowsDoubled() {
    return rowsDoubled;
  }

  /// Failures that are defects, whatever faults there were.
  void unexpected(RuntimeException failure) {
    boolean known = failure.getClass().getName().startsWith("dev.batchwright.batch.model.");
    if (!known) {
      violated(
          "a stage failed with " + failure + " " + List.of(failure.getStackTrace()).subList(0, 3));
    }
  }

  /// Starts work beside what is going on.
  void start(Runnable work) {
    Thread.ofVirtual().start(time.accountFor(work));
  }

  /// What a new execution environment of a function is given.
  StageEnvironment environment(String function) {
    Duration skew = Duration.ZERO;
    if (faults.strikes(FaultKind.CLOCK_SKEWED)) {
      count(FaultKind.CLOCK_SKEWED);
      skew = Duration.ofSeconds(random.nextInt(-86_400, 86_400));
    }
    Duration wrong = skew;
    return new StageEnvironment(
        storage,
        () -> time.now().plus(wrong),
        () -> "attempt-%06d".formatted(++attempts),
        WorkerLimits.DEFAULT,
        function);
  }

  /// An engine with the state machine deployed.
  StatesEngine engine() {
    return StatesEngine.builder()
        .integrations(this::call)
        .items(new WorldItems(this))
        .time(time)
        .seed(random.nextLong())
        .observer(this::observe)
        .build();
  }

  Machine machine(StatesEngine engine) {
    return Machine.of(
        engine.names().stateMachine("batch"),
        "batch",
        MachineType.STANDARD,
        "arn:aws:iam::000000000000:role/batch",
        settings.machine());
  }

  private JsonNode call(TaskCall call) throws TaskFailure {
    Thread.interrupted(); // an attempt that was given up before it began goes on as any other
    return switch (call.resource().service()) {
      case "lambda" ->
          functions.invoke(
              call.arguments().path("FunctionName").asText(), call.arguments().path("Payload"));
      case "sqs" -> letters.send(call.arguments());
      default -> throw new TaskFailure("States.Runtime", "no service " + call.resource());
    };
  }

  private void observe(Observation observation) {
    switch (observation) {
      case Observation.Entered entered ->
          story.tell(entered.place(), " ", entered.site().state().name());
      case Observation.Retried retried ->
          story.tell(
              retried.place(),
              " ",
              retried.site().state().name(),
              " is tried again in ",
              retried.delay(),
              " after ",
              retried.fault().error().orElse(""));
      case Observation.Caught caught ->
          story.tell(
              caught.place(),
              " ",
              caught.site().state().name(),
              " fails with ",
              caught.fault().error().orElse(""),
              " ",
              caught.fault().cause().orElse(""));
      case Observation.Ended ended
          when ended.place().equals(dev.batchwright.states.port.Place.top()) ->
          story.tell(
              "the execution ends: ",
              ended.ending().status(),
              " ",
              ended.ending().error().orElse(""),
              " ",
              ended.ending().cause().orElse(""));
      default -> {}
    }
  }

  private void witness(S3Call call, Fault fault) {
    Worker worker = Worker.CURRENT.get();
    count(fault.kind());
    story.tell(worker, ": ", fault, " at ", call);
    if (fault instanceof Fault.Killed killed) {
      worker.kill(killed.kind());
    }
  }

  /// Lets time pass for the worker of the thread at hand, and ends it where its time has come.
  private void pass(Duration duration) {
    Worker worker = Worker.CURRENT.get();
    requests++;
    check(worker);
    Duration slowed = duration.multipliedBy(worker.slowness());
    Duration left = Duration.between(time.now(), worker.deadline());
    if (slowed.compareTo(left) < 0) {
      time.pass(slowed);
      check(worker);
      return;
    }
    time.pass(left);
    check(worker);
    worker.kill(FaultKind.WORKER_TIMEOUT);
    count(FaultKind.WORKER_TIMEOUT);
    throw new WorkerKilled(FaultKind.WORKER_TIMEOUT, worker + " is over its time");
  }

  private void check(Worker worker) {
    if (worker.process() != process && worker.death().isEmpty()) {
      worker.kill(FaultKind.PROCESS_KILLED);
    }
    if (worker.death().isPresent()) {
      throw new WorkerKilled(worker.death().get(), worker + " is dead");
    }
  }

  /// All workers die, and whatever they still hold is gone.
  void killProcess() {
    count(FaultKind.PROCESS_KILLED);
    story.tell("kill -9");
    process++;
  }

  @Override
  public void close() {
    Shortcuts.close(endpoint);
    client.close();
  }
}
