package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/// Paging: a token names the last entry of the page before, so that what is added meanwhile moves
/// nothing, and is good only for the request that it came from.
final class Pages {

  private static final int DEFAULT_SIZE = 100;
  private static final char SEPARATOR = '\n';

  private final String request;
  private final int size;
  private final String last;

  private Pages(String request, int size, String last) {
    this.request = request;
    this.size = size;
    this.last = last;
  }

  static Pages of(Request request) throws ApiException {
    int size =
        request
            .number("maxResults")
            .map(Double::intValue)
            .filter(it -> it > 0)
            .orElse(DEFAULT_SIZE);
    ObjectNode rest = request.body().deepCopy();
    rest.remove(List.of("nextToken", "maxResults"));
    String digest = Integer.toHexString((request.operation() + rest).hashCode());
    String token = request.text("nextToken").orElse("");
    return new Pages(digest, size, token.isEmpty() ? "" : open(token, digest));
  }

  private static String open(String token, String digest) throws ApiException {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith(digest + SEPARATOR)) {
        return text.substring(digest.length() + 1);
      }
    } catch (IllegalArgumentException _) {
      // Falls through to the refusal: it is not Base64.
    }
    throw new ApiException("InvalidToken", "Invalid Token: 'Invalid token'");
  }

  /// How many entries a page has.
  int size() {
    return size;
  }

  /// What the last entry of the page before was; empty for the first page.
  String last() {
    return last;
  }

  /// The page out of a whole list in order of `key`; entries may have been deleted meanwhile.
  <T> List<T> sorted(List<T> all, Function<T, String> key, ObjectNode response) {
    int from = 0;
    while (from < all.size() && key.apply(all.get(from)).compareTo(last) <= 0) {
      from++;
    }
    return cut(all, from, key, response);
  }

  /// The page out of a whole list in any order.
  ///
  /// @param key tells entries apart
  /// @throws ApiException `InvalidToken` when the entry that the token names is no longer there
  <T> List<T> of(List<T> all, Function<T, String> key, ObjectNode response) throws ApiException {
    int from = 0;
    if (!last.isEmpty()) {
      while (from < all.size() && !key.apply(all.get(from)).equals(last)) {
        from++;
      }
      if (from == all.size()) {
        throw new ApiException("InvalidToken", "Invalid Token: 'The token has expired'");
      }
      from++;
    }
    return cut(all, from, key, response);
  }

  private <T> List<T> cut(List<T> all, int from, Function<T, String> key, ObjectNode response) {
    List<T> page = all.subList(from, Math.min(all.size(), from + size));
    if (from + page.size() < all.size()) {
      next(key.apply(page.getLast()), response);
    }
    return page;
  }

  /// Says that there is more after the entry of this key.
  void next(String key, ObjectNode response) {
    byte[] token = (request + SEPARATOR + key).getBytes(StandardCharsets.UTF_8);
    response.put("nextToken", Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }
}
