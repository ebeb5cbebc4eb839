package dev.batchwright.cli.place;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.S3Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Places of a target that is not in this process: S3 URIs only.
public final class RemotePlaces implements Places {

  private final String advice;

  /// Places of a target to which paths mean nothing.
  ///
  /// @param advice what to do with a local path instead, the end of a sentence
  public RemotePlaces(String advice) {
    this.advice = advice;
  }

  @Override
  public String input(String written) {
    return uri("input", written);
  }

  @Override
  public String output(String written) {
    String uri = uri("output", written);
    return uri.endsWith("/") ? uri : uri + "/";
  }

  @Override
  public String earlier(String written) {
    return uri("earlier run", written);
  }

  @Override
  public String place(String written) {
    String uri = uri("place", written);
    return uri.endsWith("/") ? uri : uri + "/";
  }

  private String uri(String what, String written) {
    if (!written.startsWith("s3://")) {
      throw new BadRequestException(
          what + " '" + written + "' is not an s3:// URI, which this target needs; " + advice);
    }
    S3Location.parse(written);
    return written;
  }

  @Override
  public String setting(String value) {
    return value;
  }

  @Override
  public List<Mount> mounts() {
    return List.of();
  }

  @Override
  public String show(String message) {
    return message;
  }

  @Override
  public Optional<Path> file(S3Location location) {
    return Optional.empty();
  }

  @Override
  public void undo() {}
}
