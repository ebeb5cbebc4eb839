package dev.batchwright.simulation.s3;

import software.amazon.awssdk.http.SdkHttpRequest;

/// The answer to ListMultipartUploads, on one page.
final class UploadList {

  private UploadList() {}

  static String of(MemoryStore store, String bucket, SdkHttpRequest http) throws S3Error {
    store.objects(bucket);
    String prefix = MemoryS3.query(http, "prefix");
    StringBuilder uploads = new StringBuilder();
    for (PendingUpload upload : store.uploads()) {
      if (upload.bucket().equals(bucket) && upload.key().startsWith(prefix)) {
        uploads.append(
            "<Upload><Key>%s</Key><UploadId>%s</UploadId><Initiated>2026-11-24T00:00:00.000Z</Initiated></Upload>"
                .formatted(Xml.escape(upload.key()), upload.id()));
      }
    }
    return "<ListMultipartUploadsResult><Bucket>%s</Bucket><IsTruncated>false</IsTruncated>%s</ListMultipartUploadsResult>"
        .formatted(bucket, uploads);
  }
}
