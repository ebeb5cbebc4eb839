package dev.batchwright.local.template;

/// A template that cannot be used, and where: `[infra/template.yaml:45 MapChunk] ...`.
public final class TemplateException extends RuntimeException {
  /// A defect at a place.
  ///
  /// @param place file, line and resource, as far as they are known
  /// @param message what is wrong, what was expected, what to do
  TemplateException(Place place, String message) {
    super("[" + place + "] " + message);
  }
}
