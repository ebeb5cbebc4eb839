package dev.batchwright.cli;

import java.io.PrintStream;
import java.net.InetAddress;
import picocli.CommandLine.Option;

/// The option that says from where a server's port can be reached.
final class ListenOptions {

  @Option(
      names = "--listen",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = {
        "The address to listen on; 0.0.0.0 for all of this machine's. Nothing is",
        "authenticated: whoever reaches the port may read, write and start anything",
        "behind it. Default: ${DEFAULT-VALUE}, which only this machine reaches."
      })
  private InetAddress address = InetAddress.getLoopbackAddress();

  InetAddress address() {
    return address;
  }

  /// Says so where other machines reach the port.
  void warn(PrintStream err) {
    if (!address.isLoopbackAddress()) {
      err.println(
          "listening on "
              + address.getHostAddress()
              + ": nothing is authenticated, and other machines may reach it");
    }
  }
}
