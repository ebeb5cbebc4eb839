package dev.batchwright.local.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the S3 REST protocol (path style) over [Buckets].
///
/// A handler for the JDK's HTTP server, best with one virtual thread an exchange (see
/// [dev.batchwright.local.http.EndpointServer]). Bodies are streamed; memory does not depend on the
/// size of objects or buckets. Signatures are accepted and not verified: whoever reaches the port
/// has the user's files, so bind it to the loopback address.
///
/// What is not implemented is refused with `NotImplemented` and its name, never ignored, where
/// ignoring it could lose data. Thread-safe.
public final class S3Endpoint implements HttpHandler {

  /// Sub-resources that would otherwise be taken for a plain GET, PUT or DELETE.
  private static final Set<String> NOT_IMPLEMENTED =
      Set.of(
          "accelerate",
          "acl",
          "analytics",
          "cors",
          "encryption",
          "intelligent-tiering",
          "inventory",
          "legal-hold",
          "lifecycle",
          "logging",
          "metadataTable",
          "metrics",
          "notification",
          "object-lock",
          "ownershipControls",
          "policy",
          "policyStatus",
          "publicAccessBlock",
          "renameObject",
          "replication",
          "requestPayment",
          "restore",
          "retention",
          "select",
          "session",
          "tagging",
          "torrent",
          "versions",
          "website");

  private final Buckets buckets;
  private final AtomicLong requests = new AtomicLong();

  /// @param buckets what to serve; closing them is the caller's
  public S3Endpoint(Buckets buckets) {
    this.buckets = buckets;
  }

  /// Answers one request. Every failure is answered as an S3 error document, but for one while a
  /// body is being sent, which cuts the connection.
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String requestId = "%016X".formatted(requests.incrementAndGet());
    S3Response response = new S3Response(exchange, requestId).header("Server", "Batchwright");
    try (exchange) {
      try {
        S3Request request = S3Request.of(exchange);
        route(request, response);
        request.drain();
      } catch (S3Exception e) {
        new ErrorAnswer(exchange, response, requestId).send(e);
      } catch (IOException | RuntimeException e) {
        if (response.isSent()) {
          throw e;
        }
        Log.LOG.warn("S3 {} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        new ErrorAnswer(exchange, response, requestId)
            .send(
                new S3Exception(
                    ErrorCode.INTERNAL_ERROR, "We encountered an internal error: " + e));
      }
    }
  }

  private void route(S3Request request, S3Response response) throws IOException {
    for (String name : request.query().keySet()) {
      if (NOT_IMPLEMENTED.contains(name)) {
        throw S3Exception.notImplemented("The sub-resource '" + name + "'");
      }
    }
    Optional<String> version = request.query("versionId");
    if (version.isPresent() && !version.get().equals("null")) {
      throw S3Exception.notImplemented("Versioning (versionId=" + version.get() + ")");
    }
    if (request.bucket().isEmpty()) {
      service(request, response);
    } else if (request.key().isEmpty()) {
      bucket(request, response);
    } else {
      object(buckets.bucket(request.bucket()), request, response);
    }
  }

  private void service(S3Request request, S3Response response) throws IOException {
    if (!request.method().equals("GET")) {
      throw methodNotAllowed(request, "the service");
    }
    Lists.buckets(buckets.list(), response);
  }

  private void bucket(S3Request request, S3Response response) throws IOException {
    String name = request.bucket();
    switch (request.method()) {
      case "GET" -> getBucket(buckets.bucket(name), request, response);
      case "HEAD" -> {
        buckets.bucket(name);
        response.header("x-amz-bucket-region", "us-east-1").empty(200);
      }
      case "PUT" -> {
        if (request.hasQuery("versioning")) {
          throw S3Exception.notImplemented("The sub-resource 'versioning'");
        }
        SmallBody.read(request);
        buckets.createNew(name);
        response.header("Location", "/" + name).empty(200);
      }
      case "DELETE" -> {
        buckets.remove(name);
        response.empty(204);
      }
      case "POST" -> {
        if (!request.hasQuery("delete")) {
          throw S3Exception.notImplemented("POST of a form to a bucket");
        }
        ObjectWrites.deleteMany(buckets.bucket(name), request, response);
      }
      default -> throw methodNotAllowed(request, "a bucket");
    }
  }

  private static void getBucket(Bucket bucket, S3Request request, S3Response response)
      throws IOException {
    if (request.hasQuery("location")) {
      response.xml(200, XmlWriter.document("LocationConstraint"));
    } else if (request.hasQuery("versioning")) {
      response.xml(200, XmlWriter.document("VersioningConfiguration"));
    } else if (request.hasQuery("uploads")) {
      MultipartLists.uploads(bucket, request, response);
    } else if (request.query("list-type").orElse("").equals("2")) {
      Lists.version2(bucket, request, response);
    } else {
      Lists.version1(bucket, request, response);
    }
  }

  private void object(Bucket bucket, S3Request request, S3Response response) throws IOException {
    boolean ofUpload = request.hasQuery("uploadId");
    boolean copy = request.header("x-amz-copy-source").isPresent();
    switch (request.method()) {
      case "GET" -> {
        if (ofUpload) {
          MultipartLists.parts(bucket, request, response);
        } else if (request.hasQuery("attributes")) {
          ObjectReads.attributes(bucket, request, response);
        } else {
          ObjectReads.get(bucket, request, response);
        }
      }
      case "HEAD" -> ObjectReads.head(bucket, request, response);
      case "PUT" -> {
        if (ofUpload && copy) {
          Copies.part(buckets, bucket, request, response);
        } else if (ofUpload) {
          MultipartUploads.putPart(bucket, request, response);
        } else if (copy) {
          Copies.object(buckets, bucket, request, response);
        } else {
          ObjectWrites.put(bucket, request, response);
        }
      }
      case "POST" -> {
        if (ofUpload) {
          MultipartCompletion.complete(bucket, request, response);
        } else if (request.hasQuery("uploads")) {
          MultipartUploads.create(bucket, request, response);
        } else {
          throw methodNotAllowed(request, "an object");
        }
      }
      case "DELETE" -> {
        if (ofUpload) {
          MultipartUploads.abort(bucket, request, response);
        } else {
          ObjectWrites.delete(bucket, request, response);
        }
      }
      default -> throw methodNotAllowed(request, "an object");
    }
  }

  private static S3Exception methodNotAllowed(S3Request request, String resource) {
    return new S3Exception(
        ErrorCode.METHOD_NOT_ALLOWED,
        "The specified method is not allowed against this resource: "
            + request.method()
            + " on "
            + resource);
  }

  /// Held apart so that the logging classes load with the first failure, not with the endpoint.
  private static final class Log {
    static final Logger LOG = LoggerFactory.getLogger(S3Endpoint.class);
  }
}
