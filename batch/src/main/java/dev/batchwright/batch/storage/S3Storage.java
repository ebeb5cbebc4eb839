package dev.batchwright.batch.storage;

import dev.batchwright.batch.checksum.ObjectChecksum;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.UnbalancedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// S3, or what speaks its protocol. Retries are the client's own; what fails here has used them up.
/// What is known of S3's health (how long ranges take, whether it answers at all) is shared by all
/// counted views of one store, and a process has one.
///
/// Checksums are computed here and sent as headers, so that bodies go out plain: the SDK's own way
/// wraps each body into chunks with a trailer, which not every endpoint reads.
public final class S3Storage implements Storage, AutoCloseable {

  /// What the process knows of how S3 is doing.
  private record Health(Hedging.State hedging, CircuitBreaker breaker) {

    static Health of(InstantSource clock) {
      return new Health(
          new Hedging.State(System::nanoTime, Hedging.MIN_WAIT_NANOS),
          new CircuitBreaker("S3", clock));
    }
  }

  private final S3Client client;
  private final Background background;
  private final Health health;
  private final S3Requests requests;
  private final List<RequestCounter> counters;
  private final Hedging hedging;
  private final AwsRequestOverrideConfiguration override;

  /// The same, asking for the object's checksum.
  private final AwsRequestOverrideConfiguration checked;

  private final S3Tuning tuning;

  private S3Storage(
      S3Client client,
      Background background,
      Health health,
      List<RequestCounter> counters,
      S3Tuning tuning) {
    this.client = client;
    this.tuning = tuning;
    this.background = background;
    this.health = health;
    this.requests = new S3Requests(health.breaker());
    this.counters = counters;
    this.hedging = Hedging.of(health.hedging(), counters);
    this.override =
        AwsRequestOverrideConfiguration.builder()
            .putExecutionAttribute(RequestCounting.COUNTERS, counters)
            .putExecutionAttribute(ThrottleWatch.HEDGING, hedging)
            .build();
    this.checked = override.toBuilder().putHeader(Answers.MODE_HEADER, Answers.MODE).build();
  }

  /// Storage over a client that [S3Clients] made.
  public static S3Storage of(S3Client client) {
    return of(client, Background.threads());
  }

  /// Storage whose requests that are not waited for are done in a way of the caller's.
  public static S3Storage of(S3Client client, Background background) {
    return of(client, background, InstantSource.system());
  }

  /// Storage that also gives S3 time by a clock of the caller's when S3 does not answer.
  public static S3Storage of(S3Client client, Background background, InstantSource clock) {
    return new S3Storage(client, background, Health.of(clock), List.of(), S3Tuning.DEFAULT);
  }

  /// Storage that hedges as a test wants it.
  static S3Storage hedging(S3Client client, Background background, Hedging.State hedging) {
    return new S3Storage(
        client,
        background,
        new Health(hedging, new CircuitBreaker("S3", InstantSource.system())),
        List.of(),
        S3Tuning.DEFAULT);
  }

  @Override
  public Storage counted(RequestCounter counter) {
    List<RequestCounter> all = Stream.concat(counters.stream(), Stream.of(counter)).toList();
    return new S3Storage(client, background, health, all, tuning);
  }

  /// The same store, holding what is read of large objects against their checksums or not. It costs
  /// 4 % of a worker's CPU where the checksum is S3's default, CRC64NVME, and 1 % otherwise.
  public S3Storage checkingInputs(boolean checks) {
    return new S3Storage(
        client, background, health, counters, new S3Tuning(checks, tuning.partBytes()));
  }

  /// The same store, for one whose parts may be smaller than those of S3, as a simulation's.
  public S3Storage withPartBytes(int partBytes) {
    return new S3Storage(
        client, background, health, counters, new S3Tuning(tuning.checksInputs(), partBytes));
  }

  @Override
  public int partBytes() {
    return tuning.partBytes();
  }

  @Override
  public Background background() {
    return background;
  }

  @Override
  public Hedging hedging() {
    return hedging;
  }

  @Override
  public Optional<ObjectHead> head(S3Location location) {
    return requests.absent(
        "HEAD " + location,
        () -> {
          HeadObjectResponse answer =
              client.headObject(r ->
                  r.bucket(location.bucket()).key(location.key()).overrideConfiguration(override));
          return new ObjectHead(
              answer.eTag(),
              Optional.ofNullable(answer.versionId()),
              answer.contentLength(),
              answer.metadata());
        });
  }

  @Override
  public Optional<byte[]> get(S3Location location) {
    String what = "GET " + location;
    return requests.absent(
        what,
        () ->
            client.getObject(
                r -> r.bucket(location.bucket()).key(location.key()).overrideConfiguration(checked),
                new WholeBody(what)));
  }

  /// Asked for with the pinned ETag, so that it is of what the ranges are of.
  @Override
  public Optional<ObjectChecksum> checksum(InputObject object) {
    if (!tuning.checksInputs()) {
      return Optional.empty();
    }
    String what = "HEAD " + object.place();
    return requests.pinned(
        what,
        () ->
            Answers.checksum(
                client.headObject(r ->
                    r.bucket(object.bucket())
                        .key(object.key())
                        .versionId(object.versionId().orElse(null))
                        .ifMatch(object.etag())
                        .overrideConfiguration(checked))));
  }

  @Override
  public void read(InputObject object, long startByte, byte[] buffer, int offset, int length) {
    RangeCheck check = new RangeCheck(object, startByte, buffer, offset, length);
    requests.pinned(
        check.what(),
        () ->
            client.getObject(
                r ->
                    r.bucket(object.bucket())
                        .key(object.key())
                        .versionId(object.versionId().orElse(null))
                        .ifMatch(object.etag())
                        .range(check.range().orElse(null))
                        .overrideConfiguration(check.range().isEmpty() ? checked : override),
                check));
  }

  @Override
  public ListPage list(S3Location prefix, String after) {
    return requests.call(
        "LIST " + prefix,
        () -> {
          ListObjectsV2Response page =
              client.listObjectsV2(r ->
                  r.bucket(prefix.bucket())
                      .prefix(prefix.key())
                      .startAfter(after.isEmpty() ? null : after)
                      .overrideConfiguration(override));
          List<StoredObject> objects =
              page.contents().stream()
                  .map(o ->
                      new StoredObject(
                          new S3Location(prefix.bucket(), o.key()),
                          o.eTag(),
                          o.size(),
                          o.lastModified()))
                  .toList();
          return new ListPage(objects, Boolean.TRUE.equals(page.isTruncated()));
        });
  }

  @Override
  public String put(S3Location location, byte[] bytes, int offset, int length) {
    return requests.call(
        "PUT " + location,
        () ->
            client
                .putObject(
                    putRequest(location, bytes, offset, length).build(),
                    Bodies.of(bytes, offset, length))
                .eTag());
  }

  @Override
  public boolean putIfAbsent(S3Location location, byte[] bytes) {
    return putIf(location, bytes, request -> request.ifNoneMatch("*"));
  }

  @Override
  public boolean putIfMatch(S3Location location, byte[] bytes, String etag) {
    return putIf(location, bytes, request -> request.ifMatch(etag));
  }

  private boolean putIf(
      S3Location location, byte[] bytes, UnaryOperator<PutObjectRequest.Builder> condition) {
    return requests.unless(
        // To If-Match S3 answers 404 where there is no object at all.
        e -> e.statusCode() == 412 || S3Failures.isNoSuchKey(e),
        "PUT " + location,
        () -> {
          client.putObject(
              condition.apply(putRequest(location, bytes, 0, bytes.length)).build(),
              Bodies.of(bytes, 0, bytes.length));
          return true;
        },
        _ -> false);
  }

  private PutObjectRequest.Builder putRequest(S3Location at, byte[] bytes, int offset, int length) {
    return PutObjectRequest.builder()
        .bucket(at.bucket())
        .key(at.key())
        .contentLength((long) length)
        .checksumCRC32C(Checksums.crc32c(bytes, offset, length))
        .overrideConfiguration(override);
  }

  @Override
  public String createUpload(S3Location location, String owner) {
    return requests.call(
        "CreateMultipartUpload " + location,
        () ->
            client
                .createMultipartUpload(r ->
                    r.bucket(location.bucket())
                        .key(location.key())
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                        .metadata(Map.of(OWNER, owner))
                        .overrideConfiguration(override))
                .uploadId());
  }

  @Override
  public UploadedPart uploadPart(
      S3Location location, String uploadId, int number, byte[] bytes, int length) {
    String crc32c = Checksums.crc32c(bytes, 0, length);
    RequestBody body = Bodies.of(bytes, 0, length);
    String etag =
        requests.call(
            "UploadPart " + number + " of " + location,
            () ->
                client
                    .uploadPart(
                        r ->
                            r.bucket(location.bucket())
                                .key(location.key())
                                .uploadId(uploadId)
                                .partNumber(number)
                                .contentLength((long) length)
                                .checksumCRC32C(crc32c)
                                .overrideConfiguration(override),
                        body)
                    .eTag());
    return new UploadedPart(number, etag, length, crc32c);
  }

  @Override
  public String complete(PendingObject pending) {
    S3Location location = pending.location();
    List<CompletedPart> parts = pending.parts().stream().map(UploadedPart::completed).toList();
    return requests.unless(
        e -> e.statusCode() == 412 || e.statusCode() == 404,
        "CompleteMultipartUpload " + location,
        () ->
            client
                .completeMultipartUpload(r ->
                    r.bucket(location.bucket())
                        .key(location.key())
                        .uploadId(pending.uploadId())
                        .multipartUpload(m -> m.parts(parts))
                        .ifNoneMatch("*")
                        .overrideConfiguration(override))
                .eTag(),
        e -> completedBefore(pending, e));
  }

  private String completedBefore(PendingObject pending, AwsServiceException refused) {
    ObjectHead there =
        head(pending.location())
            .orElseThrow(() ->
                new UnbalancedException(
                    pending.location()
                        + ": its upload is gone and the object is not there; was the upload"
                        + " removed by a lifecycle rule? Start a new run",
                    refused));
    if (pending.owner().equals(there.metadata().get(OWNER))) {
      return there.etag();
    }
    throw new BadRequestException(
        pending.location()
            + ": another run or program wrote this object meanwhile; nothing was overwritten."
            + " Start a new run with an output prefix of its own",
        refused);
  }

  @Override
  public void abortUpload(S3Location location, String uploadId) {
    requests.absent(
        "AbortMultipartUpload " + location,
        () ->
            client.abortMultipartUpload(r ->
                r.bucket(location.bucket())
                    .key(location.key())
                    .uploadId(uploadId)
                    .overrideConfiguration(override)));
  }

  @Override
  public void forEachUpload(S3Location prefix, Consumer<OpenUpload> consumer) {
    Optional<ListMultipartUploadsResponse> before = Optional.empty();
    do {
      Optional<String> key = before.map(ListMultipartUploadsResponse::nextKeyMarker);
      Optional<String> id = before.map(ListMultipartUploadsResponse::nextUploadIdMarker);
      ListMultipartUploadsResponse page =
          requests.call(
              "ListMultipartUploads " + prefix,
              () ->
                  client.listMultipartUploads(r ->
                      r.bucket(prefix.bucket())
                          .prefix(prefix.key())
                          .keyMarker(key.orElse(null))
                          .uploadIdMarker(id.orElse(null))
                          .overrideConfiguration(override)));
      page.uploads().stream()
          .map(u ->
              new OpenUpload(new S3Location(prefix.bucket(), u.key()), u.uploadId(), u.initiated()))
          .forEach(consumer);
      before = Optional.of(page).filter(it -> Boolean.TRUE.equals(it.isTruncated()));
    } while (before.isPresent());
  }

  @Override
  public void delete(S3Location location) {
    requests.call(
        "DELETE " + location,
        () ->
            client.deleteObject(r ->
                r.bucket(location.bucket()).key(location.key()).overrideConfiguration(override)));
  }

  @Override
  public void close() {
    client.close();
  }
}
