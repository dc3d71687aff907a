package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Asks how much an environment holds (reference/admin-api.md 2, {@code usage}).
 *
 * @param date the day to report, as ISO 8601 ({@code 2026-01-31}); null for now
 */
public record ReportUsage(long environmentId, @Nullable String date) implements BusMessage {
  public static final Address<ReportUsage, Answer> ADDRESS =
      Address.of("asset.report-usage", ReportUsage.class, Answer.class).onThisNode();
}
