package dev.batchwright.local;

import dev.batchwright.local.http.EndpointServer;
import dev.batchwright.local.lambda.Concurrency;
import dev.batchwright.local.s3.Buckets;
import dev.batchwright.local.template.Template;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The settings of an embedded target, and its start. Each setting has a default that suits a run
/// on a laptop.
public final class EmbeddedSettings {
  private record Mount(Path directory, boolean readOnly) {}

  private final Path template;
  private final Path stateDirectory;
  private final Map<String, Mount> mounts = new LinkedHashMap<>();
  private final Map<String, String> parameters = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private InetAddress address = EndpointServer.loopback();
  private int port;
  private Concurrency concurrency = Concurrency.ofProcessors();
  private String stackName = "batchwright";
  private ClassLoader classes = defaultClasses();
  private Clock clock = Clock.systemUTC();
  private TriggerListener listener = TriggerListener.NONE;
  private boolean withTriggers;
  private Duration settle = Duration.ofSeconds(1);

  EmbeddedSettings(Path template, Path stateDirectory) {
    this.template = template;
    this.stateDirectory = stateDirectory;
  }

  /// Makes a directory a bucket: its files are objects without being copied, and objects put there
  /// are files.
  ///
  /// @param bucket as [dev.batchwright.local.template.Template#bucketName(String)] takes it
  public EmbeddedSettings mount(String bucket, Path directory) {
    mounts.put(bucket, new Mount(directory, false));
    return this;
  }

  /// Makes a directory a bucket that refuses every write.
  public EmbeddedSettings mountReadOnly(String bucket, Path directory) {
    mounts.put(bucket, new Mount(directory, true));
    return this;
  }

  /// The port to answer on; by default any free one.
  public EmbeddedSettings port(int number) {
    port = number;
    return this;
  }

  /// The address of this machine to answer on; by default 127.0.0.1, which no other machine
  /// reaches. Nothing is authenticated: whoever reaches it may read, write and start anything here.
  public EmbeddedSettings listen(InetAddress own) {
    address = own;
    return this;
  }

  /// How many invocations run at once; by default one a processor, and the others wait.
  public EmbeddedSettings concurrency(Concurrency limit) {
    concurrency = limit;
    return this;
  }

  /// A value for a parameter of the template.
  public EmbeddedSettings parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /// A variable that every handler has, unless the template gives its function another value.
  public EmbeddedSettings environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// The stack's name, with which names begin that the template does not give; by default
  /// `batchwright`.
  public EmbeddedSettings stackName(String name) {
    stackName = name;
    return this;
  }

  /// Where handler classes are, and what handlers have as their thread's class loader; by default
  /// that of the thread that makes these settings.
  public EmbeddedSettings classes(ClassLoader loader) {
    classes = loader;
    return this;
  }

  /// Lets the template's triggers work: rules, schedules and event source mappings, and files that
  /// are copied into mounted directories. By default they do not, as a single run wants none of
  /// them.
  public EmbeddedSettings triggers() {
    withTriggers = true;
    return this;
  }

  /// How long a file that is copied into a mounted directory has to stand still before it is an
  /// object that has come; by default a second. A copy that pauses for longer is taken for
  /// complete, and is another object when it goes on.
  public EmbeddedSettings settle(Duration still) {
    settle = still;
    return this;
  }

  /// Who is told what triggers do; by default nobody.
  public EmbeddedSettings listener(TriggerListener told) {
    listener = told;
    return this;
  }

  /// What tells the time to queues, schedules and events; by default the system. State machines go
  /// by the system's clock.
  public EmbeddedSettings clock(Clock source) {
    clock = source;
    return this;
  }

  /// Starts the target.
  ///
  /// @throws dev.batchwright.local.template.TemplateException where the template cannot be used
  /// @throws java.io.UncheckedIOException where the port is taken, or a directory cannot be used
  /// @throws IllegalArgumentException where a bucket cannot be mounted
  public EmbeddedTarget start() {
    return EmbeddedTarget.start(this);
  }

  Path template() {
    return template;
  }

  Path stateDirectory() {
    return stateDirectory;
  }

  Buckets buckets(Template template) throws IOException {
    Buckets buckets = Buckets.in(stateDirectory.resolve("s3"));
    for (Map.Entry<String, Mount> mount : mounts.entrySet()) {
      String name = template.bucketName(mount.getKey());
      if (mount.getValue().readOnly()) {
        buckets.mountReadOnly(name, mount.getValue().directory());
      } else {
        buckets.mount(name, mount.getValue().directory());
      }
    }
    return buckets;
  }

  Map<String, String> handlerEnvironment(Map<String, String> client) {
    Map<String, String> all = new HashMap<>(client);
    all.putAll(environment);
    return all;
  }

  Map<String, String> parameters() {
    return parameters;
  }

  InetAddress address() {
    return address;
  }

  int port() {
    return port;
  }

  Concurrency concurrency() {
    return concurrency;
  }

  String stackName() {
    return stackName;
  }

  ClassLoader classes() {
    return classes;
  }

  Clock clock() {
    return clock;
  }

  Duration settle() {
    return settle;
  }

  boolean withTriggers() {
    return withTriggers;
  }

  TriggerListener listener() {
    return listener;
  }

  private static ClassLoader defaultClasses() {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    return ofThread == null ? EmbeddedSettings.class.getClassLoader() : ofThread;
  }
}
