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

  TemplateException refused(String message) {
    return new TemplateException(this, message);
  }

  @Override
  public String toString() {
    return file + (line == 0 ? "" : ":" + line) + (within.isEmpty() ? "" : " " + within);
  }
}
