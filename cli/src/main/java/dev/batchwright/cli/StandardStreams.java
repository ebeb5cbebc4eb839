package dev.batchwright.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Sends what handlers print to a file.
///
/// On AWS whatever a handler prints is its log: JSON lines and metrics on standard output. Handlers
/// of the embedded target run in this process, whose standard output is the user's. While this is
/// open, `System.out` and `System.err` are the log; the command line itself prints to the streams
/// that it was given at its start.
final class StandardStreams implements AutoCloseable {

  /// Logging libraries keep the stream that they find first for good, so it is one for all runs of
  /// this process, and what is behind it changes.
  private static final Switch SWITCH = new Switch();

  private static final PrintStream LOG = new PrintStream(SWITCH, true, StandardCharsets.UTF_8);

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  private StandardStreams() {}

  /// Begins to write both streams to a file, after what it holds already.
  static StandardStreams to(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      OutputStream stream =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      SWITCH.change(new BufferedOutputStream(stream));
    } catch (IOException e) {
      throw new UncheckedIOException("the log " + file + " cannot be written", e);
    }
    StandardStreams streams = new StandardStreams();
    System.setOut(LOG);
    System.setErr(LOG);
    return streams;
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    SWITCH.change(OutputStream.nullOutputStream());
  }

  /// A stream that leads somewhere else now and then.
  private static final class Switch extends OutputStream {
    private OutputStream behind = OutputStream.nullOutputStream();

    synchronized void change(OutputStream next) {
      try {
        behind.close();
      } catch (IOException e) {
        throw new UncheckedIOException("a log could not be finished", e);
      }
      behind = next;
    }

    @Override
    public synchronized void write(int b) throws IOException {
      behind.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      behind.write(bytes, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
      behind.flush();
    }
  }
}
