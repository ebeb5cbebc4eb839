package dev.batchwright.batch.storage;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Notes that S3 throttles, also where the client's own retries hide it.
final class ThrottleWatch implements ExecutionInterceptor {

  /// Who wants to know.
  static final ExecutionAttribute<Hedging> HEDGING =
      new ExecutionAttribute<>("batchwright.hedging");

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes about) {
    int status = context.httpResponse().statusCode();
    Hedging hedging = about.getAttribute(HEDGING);
    if (hedging != null && (status == 503 || status == 429)) {
      hedging.throttled();
    }
  }
}
