package dev.batchwright.cli.deploy;

/// What deploying needs of S3.
interface Buckets extends AutoCloseable {

  /// Makes a bucket where there is none: encrypted, closed to the public and to plain HTTP.
  ///
  /// @throws dev.batchwright.batch.model.BadRequestException when it is another account's
  void ensure(String bucket);

  /// Uploads an artifact where it is not there yet.
  ///
  /// @return whether it was uploaded
  boolean upload(String bucket, Artifact artifact);

  /// Where CloudFormation finds an object.
  String url(String bucket, String key);

  /// How much is in a bucket, older versions counted as well; none where there is no such bucket.
  Content content(String bucket);

  /// Deletes an empty bucket.
  void delete(String bucket);

  @Override
  void close();

  /// How much is in a bucket.
  ///
  /// @param objects objects and their versions, delete markers counted as such
  /// @param more whether there are more than these, which were not counted
  record Content(int objects, boolean more) {
    @Override
    public String toString() {
      return "%,d%s".formatted(objects, more ? " or more" : "");
    }
  }
}
