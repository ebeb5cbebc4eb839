package dev.batchwright.batch.plan;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.SideTable;
import dev.batchwright.batch.storage.Storage;
import java.util.List;

/// Pins the side tables of a job.
final class SideTables {

  private SideTables() {}

  /// @throws BadRequestException when one is not there
  static List<SideTable> pin(Storage storage, List<String> uris) {
    return uris.stream().map(uri -> pin(storage, uri)).toList();
  }

  private static SideTable pin(Storage storage, String uri) {
    S3Location at = S3Location.parse(uri);
    return storage
        .head(at)
        .map(head ->
            new SideTable(
                uri,
                new InputObject(
                    at.bucket(), at.key(), head.etag(), head.versionId(), head.sizeBytes())))
        .orElseThrow(() ->
            new BadRequestException(
                "the side table " + uri + " is not there; check the job's settings"));
  }
}
