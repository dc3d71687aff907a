package dev.darkroom.api.serve;

import dev.darkroom.api.request.HttpDate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client already has (RFC 9110 section 13).
 *
 * @param etag quoted
 * @param modified cut to the second, as headers are
 */
record Freshness(String etag, Instant modified) {
  Freshness {
    // A date in a header has no fractions: with them no copy would ever be current.
    modified = modified.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The date as headers carry it. */
  String lastModified() {
    return HttpDate.of(modified);
  }

  /** Whether the client's copy is the current one; If-None-Match goes before the date. */
  boolean isCurrent(@Nullable String ifNoneMatch, @Nullable String ifModifiedSince) {
    if (ifNoneMatch != null) {
      return Arrays.stream(ifNoneMatch.split(",", -1)).map(String::strip).anyMatch(this::names);
    }
    return date(ifModifiedSince).filter(date -> !modified.isAfter(date)).isPresent();
  }

  /** Whether a part can be added to what the client has; without If-Range it can. */
  boolean allowsRange(@Nullable String ifRange) {
    return ifRange == null
        || ifRange.strip().equals(etag)
        || date(ifRange).filter(modified::equals).isPresent();
  }

  private boolean names(String candidate) {
    return candidate.equals("*") || candidate.equals(etag) || candidate.equals("W/" + etag);
  }

  private static Optional<Instant> date(@Nullable String header) {
    return Optional.ofNullable(header).flatMap(HttpDate::parse);
  }
}
