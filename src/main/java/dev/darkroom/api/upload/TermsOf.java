package dev.darkroom.api.upload;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Terms;
import java.util.regex.Pattern;

/** What calls for long work have in common. It is pure. */
final class TermsOf {
  private static final Pattern BATCH = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  private TermsOf() {}

  /** How the caller wants to hear of the work. */
  static Terms of(Parameters parameters) {
    String batchId = parameters.text("batch_id").orElse(null);
    if (batchId != null && !BATCH.matcher(batchId).matches()) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "batch_id", shown(batchId));
    }
    return new Terms(
        parameters.flag("async", false),
        parameters.notificationUrl("notification_url").orElse(null),
        batchId);
  }

  /** A caller's text as it may be repeated. */
  static String shown(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
