package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Lets jobs be found in a user's jars as long as it is open: they are looked for by the thread's
/// context class loader, which threads that are started later take over.
final class UserJars implements AutoCloseable {

  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();
  private final List<URLClassLoader> opened;

  private UserJars(List<URLClassLoader> opened) {
    this.opened = opened;
  }

  /// Opens the jars for this thread and those that it starts.
  ///
  /// @throws BadRequestException when one does not exist
  static UserJars open(List<Path> jars) {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(url(jar));
    }
    if (urls.isEmpty()) {
      return new UserJars(List.of());
    }
    ClassLoader parent = UserJars.class.getClassLoader();
    URLClassLoader loader = new URLClassLoader("jars", urls.toArray(URL[]::new), parent);
    UserJars opened = new UserJars(List.of(loader));
    opened.thread.setContextClassLoader(loader);
    return opened;
  }

  private static URL url(Path jar) {
    if (!Files.exists(jar)) {
      throw new BadRequestException("--jar " + jar + ": there is no such file; build it first");
    }
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new BadRequestException("--jar " + jar + " cannot be a URL", e);
    }
  }

  @Override
  public void close() {
    if (opened.isEmpty()) {
      return;
    }
    thread.setContextClassLoader(before);
    try {
      opened.getFirst().close();
    } catch (IOException e) {
      throw new UncheckedIOException("a jar could not be closed", e);
    }
  }
}
