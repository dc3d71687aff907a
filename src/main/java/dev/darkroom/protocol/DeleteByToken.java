package dev.darkroom.protocol;

/**
 * Deletes the asset that the token was given for (reference/upload-api.md 5.4); refused as {@link
 * ErrorCode#INVALID_DELETE_TOKEN}.
 *
 * @param caller named by the environment's own key: the token says nothing of who sends it
 */
public record DeleteByToken(long environmentId, Caller caller, String token) implements BusMessage {
  public static final Address<DeleteByToken, Answer> ADDRESS =
      Address.of("asset.delete-by-token", DeleteByToken.class, Answer.class).onThisNode();
}
