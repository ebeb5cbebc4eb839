package dev.batchwright.batch.storage;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/// Counts every request just before it goes out: the SDK calls this once for each of its own tries.
final class RequestCounting implements ExecutionInterceptor {

  /// Who counts the request at hand.
  static final ExecutionAttribute<List<RequestCounter>> COUNTERS =
      new ExecutionAttribute<>("batchwright.counters");

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes about) {
    List<RequestCounter> counters = about.getAttribute(COUNTERS);
    if (counters != null) {
      kind(context.request()).ifPresent(kind -> counters.forEach(counter -> counter.count(kind)));
    }
  }

  private static Optional<RequestKind> kind(SdkRequest request) {
    return switch (request) {
      case GetObjectRequest _ -> Optional.of(RequestKind.GET);
      case HeadObjectRequest _ -> Optional.of(RequestKind.HEAD);
      case ListObjectsV2Request _ -> Optional.of(RequestKind.LIST);
      case PutObjectRequest _ -> Optional.of(RequestKind.PUT);
      case CreateMultipartUploadRequest _ -> Optional.of(RequestKind.CREATE_UPLOAD);
      case UploadPartRequest _ -> Optional.of(RequestKind.UPLOAD_PART);
      case CompleteMultipartUploadRequest _ -> Optional.of(RequestKind.COMPLETE_UPLOAD);
      case AbortMultipartUploadRequest _ -> Optional.of(RequestKind.ABORT_UPLOAD);
      case DeleteObjectRequest _ -> Optional.of(RequestKind.DELETE);
      default -> Optional.empty();
    };
  }
}
