package dev.batchwright.local.integrations;

import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.StoredObject;
import dev.batchwright.states.port.TaskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// S3 for the item readers and result writers of distributed maps, at the endpoint in force.
public final class SdkItems implements ItemStore {

  private final Endpoints endpoints;
  private volatile Optional<S3Client> client = Optional.empty();

  /// S3 at its endpoint.
  public SdkItems(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public InputStream open(String bucket, String key, Optional<String> versionId)
      throws IOException {
    try {
      return s3().getObject(it -> it.bucket(bucket).key(key).versionId(versionId.orElse(null)));
    } catch (SdkException e) {
      throw failed(bucket, key, e);
    }
  }

  /// Pages after the first are asked for as the stream is read, and may be refused then.
  ///
  /// @throws UncheckedIOException from the stream
  @Override
  public Stream<StoredObject> list(String bucket, String prefix) throws IOException {
    Iterator<S3Object> objects;
    try {
      objects =
          s3().listObjectsV2Paginator(it -> it.bucket(bucket).prefix(prefix)).contents().iterator();
    } catch (SdkException e) {
      throw failed(bucket, prefix, e);
    }
    Iterator<StoredObject> listed =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            try {
              return objects.hasNext();
            } catch (SdkException e) {
              IOException refused = failed(bucket, prefix, e);
              throw new UncheckedIOException(refused.getMessage(), refused);
            }
          }

          @Override
          public StoredObject next() {
            return stored(objects.next());
          }
        };
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(listed, 0), false);
  }

  private static StoredObject stored(S3Object object) {
    return new StoredObject(
        object.key(),
        object.size(),
        object.eTag(),
        object.lastModified(),
        Optional.ofNullable(object.storageClassAsString()).orElse("STANDARD"));
  }

  @Override
  public void put(String bucket, String key, byte[] content) throws IOException {
    try {
      s3().putObject(it -> it.bucket(bucket).key(key), RequestBody.fromBytes(content));
    } catch (SdkException e) {
      throw failed(bucket, key, e);
    }
  }

  private static IOException failed(String bucket, String key, SdkException e) {
    return new IOException("s3://" + bucket + "/" + key + ": " + e.getMessage(), e);
  }

  private S3Client s3() throws IOException {
    Optional<S3Client> found = client;
    if (found.isEmpty()) {
      synchronized (this) {
        found = client;
        if (found.isEmpty()) {
          found = Optional.of(make());
          client = found;
        }
      }
    }
    return found.get();
  }

  private S3Client make() throws IOException {
    try {
      return (S3Client) SdkService.open("s3", endpoints).client();
    } catch (TaskFailure e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
