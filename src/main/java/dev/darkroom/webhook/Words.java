package dev.darkroom.webhook;

import dev.darkroom.net.UnresolvedHost;
import dev.darkroom.outbox.Trouble;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Failures of an exchange in words that a log's reader understands. Pure. */
final class Words {
  private static final int LONGEST = 500;

  private Words() {}

  static String of(Throwable failure) {
    Throwable security = securityCause(failure);
    String words =
        security == null ? plain(failure) : "no secure connection: " + insecure(security);
    return words.length() <= LONGEST ? words : words.substring(0, LONGEST);
  }

  /** Whether the connection broke, as opposed to: was refused, or not trusted. */
  static boolean isLost(Throwable failure) {
    return trouble(failure) == Trouble.RESET || isHungUp(failure);
  }

  /** The class of a failure. */
  static Trouble trouble(Throwable failure) {
    if (securityCause(failure) != null) {
      return Trouble.TLS;
    }
    return switch (failure) {
      case Unsent unsent -> unsent.trouble();
      case UnresolvedHost unresolved -> Trouble.DNS;
      case HttpClosedException closed -> Trouble.RESET;
      case ConnectException refused -> Trouble.CONNECT;
      case TooLongFrameException large -> Trouble.PROTOCOL;
      case IOException broken -> Trouble.RESET;
      default -> Trouble.PROTOCOL;
    };
  }

  private static String plain(Throwable failure) {
    return switch (failure) {
      case Unsent unsent -> String.valueOf(unsent.getMessage());
      case UnresolvedHost unresolved -> String.valueOf(unresolved.getMessage());
      case ConnectTimeoutException late -> "no connection in time";
      case ConnectException refused -> "no connection: " + refused.getMessage();
      case HttpClosedException closed -> "connection closed before the answer was complete";
      case TooLongFrameException large -> "answer with too large a header";
      default -> failure.getClass().getSimpleName() + ": " + failure.getMessage();
    };
  }

  /** In the middle of a TLS handshake, without an alert that says why. */
  private static boolean isHungUp(Throwable failure) {
    return failure instanceof SSLException
        && failure.getCause() instanceof IOException cause
        && !(cause instanceof SSLException);
  }

  private static String insecure(Throwable security) {
    if (isHungUp(security)) {
      return "the receiver hung up during the handshake";
    }
    String message = String.valueOf(security.getMessage());
    if (security instanceof CertPathValidatorException refused
        && refused.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
      return "a certificate is signed in a way that proves nothing: " + message;
    }
    if (security instanceof CertificateExpiredException) {
      return "the certificate has expired, " + message;
    }
    boolean old = message.contains("protocol_version") || message.contains("protocol version");
    return old ? "the receiver speaks neither TLS 1.2 nor 1.3: " + message : message;
  }

  private static @Nullable Throwable securityCause(Throwable failure) {
    Throwable found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
        found = cause;
      }
    }
    return found;
  }
}
