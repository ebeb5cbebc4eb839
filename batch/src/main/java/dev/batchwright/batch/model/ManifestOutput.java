package dev.batchwright.batch.model;

import java.util.Objects;

/// One output object, as `manifest.json` names it.
///
/// @param uri where it is
/// @param sizeBytes its size
/// @param rows rows in it
/// @param etag its ETag, with the quotes
public record ManifestOutput(String uri, long sizeBytes, long rows, String etag) {

  public ManifestOutput {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(etag, "etag");
  }
}
