package dev.darkroom.blob;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What S3 refused, in words: one line of the log, without keys. */
final class S3Failure {
  private static final Logger LOG = LoggerFactory.getLogger(S3Failure.class);

  private S3Failure() {}

  /** Logs the failure once; the answer is the contract's 503. */
  static Refusal told(String what, SdkException failure) {
    LOG.warn("S3 cannot {}: {}", what, words(failure));
    LOG.debug("in full", failure);
    return new Refusal(ErrorCode.UNAVAILABLE, "The storage");
  }

  /** Whether trying again is no use before somebody changes a setting. */
  static boolean isSetting(SdkException failure) {
    return failure instanceof AwsServiceException refused
        && refused.statusCode() >= 300
        && refused.statusCode() < 500
        && refused.statusCode() != 429;
  }

  /** S3's own word, such as {@code SignatureDoesNotMatch}, else what went wrong on the way. */
  static String words(SdkException failure) {
    if (failure instanceof AwsServiceException refused) {
      String code =
          refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode();
      return (code == null ? "refused" : code) + " (" + refused.statusCode() + ")";
    }
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
