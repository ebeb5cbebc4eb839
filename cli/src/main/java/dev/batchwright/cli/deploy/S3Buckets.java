package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/// S3 by its API.
final class S3Buckets implements Buckets {

  private static final int FORBIDDEN = 403;

  /// The only region whose buckets are made without saying so.
  private static final String UNNAMED_REGION = "us-east-1";

  private final S3Client client;
  private final Supplier<String> account;

  /// @param account the account that buckets have to be of
  S3Buckets(S3Client client, Supplier<String> account) {
    this.client = client;
    this.account = account;
  }

  @Override
  public void ensure(String bucket) {
    try {
      // A name that can be guessed can be taken by others first: it has to be ours.
      client.headBucket(b -> b.bucket(bucket).expectedBucketOwner(account.get()));
    } catch (NoSuchBucketException _) {
      create(bucket);
    } catch (S3Exception e) {
      if (e.statusCode() != FORBIDDEN) {
        throw e;
      }
      throw new BadRequestException(
          "bucket %s is another account's, or you may not use it; name one by --artifact-bucket"
              .formatted(bucket),
          e);
    }
  }

  private void create(String bucket) {
    String region = client.serviceClientConfiguration().region().id();
    client.createBucket(b -> {
      b.bucket(bucket);
      if (!region.equals(UNNAMED_REGION)) {
        b.createBucketConfiguration(
            CreateBucketConfiguration.builder()
                .locationConstraint(BucketLocationConstraint.fromValue(region))
                .build());
      }
    });
    ServerSideEncryptionRule encrypted =
        ServerSideEncryptionRule.builder()
            .applyServerSideEncryptionByDefault(d -> d.sseAlgorithm(ServerSideEncryption.AES256))
            .build();
    client.putBucketEncryption(
        b -> b.bucket(bucket).serverSideEncryptionConfiguration(c -> c.rules(encrypted)));
    client.putPublicAccessBlock(b ->
        b.bucket(bucket)
            .publicAccessBlockConfiguration(c ->
                c.blockPublicAcls(true)
                    .blockPublicPolicy(true)
                    .ignorePublicAcls(true)
                    .restrictPublicBuckets(true)));
    client.putBucketPolicy(b -> b.bucket(bucket).policy(tlsOnly(bucket, partition(region))));
  }

  /// Regions of China and of the US government have a partition of their own.
  private static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  private static String tlsOnly(String bucket, String partition) {
    return """
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "DenyPlainHttp", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
      "Resource": ["arn:%1$s:s3:::%2$s", "arn:%1$s:s3:::%2$s/*"],
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}
    """
        .formatted(partition, bucket);
  }

  @Override
  public boolean upload(String bucket, Artifact artifact) {
    try {
      client.headObject(b -> b.bucket(bucket).key(artifact.key()));
      return false;
    } catch (NoSuchKeyException _) {
      client.putObject(
          b -> b.bucket(bucket).key(artifact.key()), RequestBody.fromFile(artifact.file()));
      return true;
    }
  }

  @Override
  public String url(String bucket, String key) {
    return client.utilities().getUrl(b -> b.bucket(bucket).key(key)).toExternalForm();
  }

  @Override
  public Content content(String bucket) {
    try {
      ListObjectVersionsResponse first = client.listObjectVersions(b -> b.bucket(bucket));
      return new Content(
          first.versions().size() + first.deleteMarkers().size(),
          Boolean.TRUE.equals(first.isTruncated()));
    } catch (NoSuchBucketException _) {
      return new Content(0, false);
    }
  }

  @Override
  public void delete(String bucket) {
    client.deleteBucket(b -> b.bucket(bucket));
  }

  @Override
  public void close() {
    client.close();
  }
}
