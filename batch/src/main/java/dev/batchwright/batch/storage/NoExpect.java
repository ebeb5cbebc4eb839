package dev.batchwright.batch.storage;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Takes `Expect: 100-continue` off uploads. It would cost a round trip a part, and
/// HttpURLConnection waits seconds for the "100 Continue" of an endpoint that never sends one.
final class NoExpect implements ExecutionInterceptor {

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes about) {
    return context.httpRequest().copy(request -> request.removeHeader("Expect"));
  }
}
