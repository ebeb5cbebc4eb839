package dev.batchwright.cli.place;

import dev.batchwright.batch.model.S3Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Turns what a user writes for inputs, output and settings into S3 URIs, and S3 URIs in messages
/// back into what the user wrote.
///
/// All methods that take a user's text throw [dev.batchwright.batch.model.BadRequestException] when
/// there is no such place on this target.
public interface Places {

  /// The S3 URI or glob of an input.
  String input(String written);

  /// The S3 prefix of the output, with a last slash.
  String output(String written);

  /// The URI of an earlier run: of its output's directory, or of its manifest.
  String earlier(String written);

  /// The S3 prefix of a place that is there already, with a last slash.
  String place(String written);

  /// A setting's value, with a path of an existing file turned into its URI.
  String setting(String value);

  /// The directories that have to be buckets for the URIs to hold.
  List<Mount> mounts();

  /// A message with URIs of mounted buckets turned back into paths.
  String show(String message);

  /// Where an object's file is, when it is on this machine.
  Optional<Path> file(S3Location location);

  /// Takes back what was made on disk for a run, as far as nothing was written into it.
  void undo();
}
