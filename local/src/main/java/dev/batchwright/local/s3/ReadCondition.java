package dev.batchwright.local.s3;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The four conditions of a read, evaluated in the order of RFC 9110, section 13.2.2, as S3 does.
///
/// @param match `If-Match`
/// @param unmodifiedSince `If-Unmodified-Since`, which counts only without `If-Match`
/// @param noneMatch `If-None-Match`
/// @param modifiedSince `If-Modified-Since`, which counts only without `If-None-Match`
record ReadCondition(
    Optional<String> match,
    Optional<Instant> unmodifiedSince,
    Optional<String> noneMatch,
    Optional<Instant> modifiedSince) {

  /// What to answer.
  enum Outcome {
    /// Go on.
    PROCEED,
    /// 304: the client has it already.
    NOT_MODIFIED
  }

  /// The conditions on the object of a GET or HEAD.
  static ReadCondition of(S3Request request) {
    return withPrefix(request, "");
  }

  /// The conditions on the source of a copy.
  static ReadCondition ofCopySource(S3Request request) {
    return withPrefix(request, "x-amz-copy-source-");
  }

  private static ReadCondition withPrefix(S3Request request, String prefix) {
    return new ReadCondition(
        request.header(prefix + "if-match"),
        request.header(prefix + "if-unmodified-since").flatMap(ReadCondition::date),
        request.header(prefix + "if-none-match"),
        request.header(prefix + "if-modified-since").flatMap(ReadCondition::date));
  }

  /// A date that cannot be read is no condition (RFC 9110, section 13.1.3).
  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// The time as HTTP writes it.
  static String httpDate(Instant time) {
    return HTTP_DATE.format(time.atOffset(ZoneOffset.UTC));
  }

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  /// @throws S3Exception PreconditionFailed
  Outcome check(StoredObject object) {
    if (match.isPresent()) {
      if (!ETags.matches(match.get(), object.etag())) {
        throw S3Exception.preconditionFailed("If-Match");
      }
    } else if (unmodifiedSince.isPresent()
        && object.lastModified().isAfter(unmodifiedSince.get())) {
      throw S3Exception.preconditionFailed("If-Unmodified-Since");
    }
    if (noneMatch.isPresent()) {
      return ETags.matches(noneMatch.get(), object.etag()) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
    }
    return modifiedSince.isPresent() && !object.lastModified().isAfter(modifiedSince.get())
        ? Outcome.NOT_MODIFIED
        : Outcome.PROCEED;
  }

  /// As [#check(StoredObject)], for a copy, which has no 304: all that fails is 412.
  void require(StoredObject object) {
    if (check(object) == Outcome.NOT_MODIFIED) {
      throw S3Exception.preconditionFailed(
          noneMatch.isPresent()
              ? "x-amz-copy-source-If-None-Match"
              : "x-amz-copy-source-If-Modified-Since");
    }
  }
}
