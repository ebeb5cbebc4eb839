package dev.batchwright.local.template;

import java.nio.file.Path;

/// Where in a template something stands.
///
/// @param file the template
/// @param line 1 for the first line; 0 where it is the file as a whole
/// @param within the resource, parameter or section; empty at the top
record Place(Path file, int line, String within) {
  Place in(String section) {
    return new Place(file, line, section);
  }

  Place at(Yaml value) {
    return new Place(file, value.line(), within);
  }

  /// The text of a scalar that stands here.
  ///
  /// @throws TemplateException where it is a list or a mapping
  String text(Yaml value, String what) {
    if (value instanceof Yaml.Scalar scalar) {
      return scalar.text();
    }
    throw at(value).refused(what + " is a list or a mapping; expected a text");
  }

  TemplateException refused(String message) {
    return new TemplateException(this, message);
  }

  @Override
  public String toString() {
    return file + (line == 0 ? "" : ":" + line) + (within.isEmpty() ? "" : " " + within);
  }
}
