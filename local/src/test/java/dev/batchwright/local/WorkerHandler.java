package dev.batchwright.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A worker whose item says how it fares: `good`, `passing` (fails once), `bad`.
public final class WorkerHandler implements RequestHandler<Map<String, String>, String> {
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private final String bucket;

  public WorkerHandler(Map<String, String> environment) {
    this.bucket = environment.getOrDefault("BUCKET", "");
  }

  public static final class PassingException extends RuntimeException {}

  public static final class BadItemException extends RuntimeException {}

  @Override
  public String handleRequest(Map<String, String> item, Context context) {
    String kind = item.getOrDefault("kind", "");
    if (kind.equals("bad")) {
      throw new BadItemException();
    }
    if (kind.equals("passing") && SEEN.add(item.getOrDefault("id", ""))) {
      throw new PassingException();
    }
    return bucket + "/" + item.get("id");
  }
}
