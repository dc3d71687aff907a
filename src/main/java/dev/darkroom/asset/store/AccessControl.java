package dev.darkroom.asset.store;

import dev.darkroom.protocol.DeliveryToken;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may see an asset now (reference/upload-api.md 3, {@code access_control}): anybody inside the
 * time of an {@code anonymous} rule, a signed URL or a token where a {@code token} rule allows it.
 * It is pure.
 */
public final class AccessControl {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Predicate<String> HEXADECIMAL =
      Pattern.compile("(?:[0-9a-fA-F]{2})+").asMatchPredicate();

  private AccessControl() {}

  /**
   * Passes who may see it, and refuses the others with {@code ACL deny}.
   *
   * @param signed whether a key of the environment signed the URL or made a token for it
   * @param token what the {@code key} of a rule may have made; null for none
   */
  public static void require(
      Asset.Access access, boolean signed, @Nullable DeliveryToken token, Instant now) {
    boolean allowed =
        access.control().isEmpty()
            ? signed || !access.mode().equals("authenticated")
            : isPublic(access, now)
                || tokenRules(access).anyMatch(rule -> signed || isMade(token, rule));
    if (!allowed) {
      throw new Refusal(ErrorCode.ACCESS_DENIED);
    }
  }

  /** How browsers may keep what is not simply public: never longer than it is public. */
  public static Optional<String> caching(Asset.Access access, Instant now) {
    if (access.control().isEmpty()) {
      return access.mode().equals("authenticated") ? Optional.of(kept(LONGEST)) : Optional.empty();
    }
    Instant end =
        rules(access)
            .filter(rule -> isOpen(rule, now))
            .map(rule -> time(rule, "end", Instant.MAX))
            .reduce(now, (one, other) -> one.isAfter(other) ? one : other);
    Instant latest = now.plus(LONGEST);
    return Optional.of(kept(Duration.between(now, end.isAfter(latest) ? latest : end)));
  }

  private static String kept(Duration time) {
    return "private, max-age=" + time.toSeconds();
  }

  private static boolean isPublic(Asset.Access access, Instant now) {
    return rules(access).anyMatch(rule -> isOpen(rule, now));
  }

  private static boolean isOpen(JsonObject rule, Instant now) {
    return rule.getString("access_type", "").equals("anonymous")
        && !time(rule, "start", Instant.MIN).isAfter(now)
        && time(rule, "end", Instant.MAX).isAfter(now);
  }

  private static Stream<JsonObject> tokenRules(Asset.Access access) {
    return rules(access).filter(rule -> rule.getString("access_type", "").equals("token"));
  }

  private static boolean isMade(@Nullable DeliveryToken token, JsonObject rule) {
    String key = rule.getString("key");
    return token != null && key != null && HEXADECIMAL.test(key) && token.isMadeWith(key);
  }

  private static Stream<JsonObject> rules(Asset.Access access) {
    return access.control().stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }

  private static Instant time(JsonObject rule, String name, Instant otherwise) {
    String text = rule.getString(name);
    return text == null ? otherwise : Instant.parse(text);
  }
}
