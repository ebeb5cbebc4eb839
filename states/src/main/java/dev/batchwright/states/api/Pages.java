package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Paging: a token is the place in the list where the next page starts.
final class Pages {

  private static final int DEFAULT_SIZE = 100;
  private static final int MAX_SIZE = 1_000;
  private static final String PREFIX = "at:";

  private final int start;
  private final int size;

  private Pages(int start, int size) {
    this.start = start;
    this.size = size;
  }

  static Pages of(Request request) throws ApiException {
    int size =
        request
            .number("maxResults", 0, MAX_SIZE)
            .map(Double::intValue)
            .filter(it -> it > 0)
            .orElse(DEFAULT_SIZE);
    Optional<String> token = request.text("nextToken");
    return new Pages(token.isPresent() ? place(token.get()) : 0, size);
  }

  private static int place(String token) throws ApiException {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith(PREFIX)) {
        return Integer.parseUnsignedInt(text.substring(PREFIX.length()));
      }
    } catch (IllegalArgumentException _) {
      // Falls through to the refusal: not Base64, or not a number in it.
    }
    throw new ApiException("InvalidToken", "Invalid Token: '" + token + "'");
  }

  int start() {
    return start;
  }

  /// One more than a page, so that a next page shows.
  int wanted() {
    return size + 1;
  }

  /// The page out of a whole list.
  <T> List<T> of(List<T> all, ObjectNode response) {
    int from = Math.min(start, all.size());
    return cut(all.subList(from, Math.min(all.size(), from + wanted())), response);
  }

  /// The page out of what was fetched from [#start()] on, at most [#wanted()] of it.
  <T> List<T> cut(List<T> fetched, ObjectNode response) {
    if (fetched.size() <= size) {
      return fetched;
    }
    String next = PREFIX + (start + size);
    response.put(
        "nextToken",
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(next.getBytes(StandardCharsets.UTF_8)));
    return fetched.subList(0, size);
  }
}
