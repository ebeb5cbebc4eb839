package dev.batchwright.simulation.faults;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// Paths of requests.
final class Urls {

  private Urls() {}

  /// In a path, unlike in a form, a plus is a plus.
  static String decode(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
