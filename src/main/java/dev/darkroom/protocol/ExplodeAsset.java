package dev.darkroom.protocol;

/**
 * Asks for one derived picture per page; always in the background (reference/upload-api.md 5.8).
 *
 * @param transformation holds {@code pg_all} or other pages
 * @param format of the pictures; empty for png
 */
public record ExplodeAsset(
    long environmentId,
    Caller caller,
    AssetKey key,
    String transformation,
    String format,
    Terms terms)
    implements Order {
  public static final Address<ExplodeAsset, Answer> ADDRESS =
      Address.of("asset.explode", ExplodeAsset.class, Answer.class).onThisNode();
}
