package dev.batchwright.batch.storage;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts requests as they go out on the wire, below the client's own retries, since that is what
/// is billed. Safe for many threads.
public final class RequestCounter {

  private static final RequestKind[] KINDS = RequestKind.values();

  private final AtomicLongArray counts = new AtomicLongArray(KINDS.length);
  private final AtomicLong hedges = new AtomicLong();

  /// Counts a request that was sent because another one took too long.
  void countHedge() {
    hedges.incrementAndGet();
  }

  /// How many of the requests were hedges: sent because another one took too long.
  public long hedges() {
    return hedges.get();
  }

  /// Counts one request.
  public void count(RequestKind kind) {
    counts.incrementAndGet(kind.ordinal());
  }

  /// How many requests of each kind went out until now; kinds without any are left out.
  public Map<RequestKind, Long> counts() {
    Map<RequestKind, Long> answer = new EnumMap<>(RequestKind.class);
    for (RequestKind kind : KINDS) {
      long count = counts.get(kind.ordinal());
      if (count > 0) {
        answer.put(kind, count);
      }
    }
    return answer;
  }
}
