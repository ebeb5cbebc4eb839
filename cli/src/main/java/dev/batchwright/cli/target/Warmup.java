package dev.batchwright.cli.target;

import java.net.URI;
import java.util.Optional;

/// Loads the classes of the SDK's clients on a second core while the embedded target starts: a run
/// of two seconds would else spend a good part of them on doing one after the other.
public final class Warmup {

  /// Nobody connects to it: clients that are never used are made for it.
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private Warmup() {}

  /// Begins, and returns at once.
  public static void start() {
    Thread.ofPlatform().daemon().name("warmup").start(Warmup::makeClients);
  }

  private static void makeClients() {
    Clients clients = Clients.to(Optional.of(NOWHERE), true);
    clients.states().close();
    clients.objects().close();
  }
}
