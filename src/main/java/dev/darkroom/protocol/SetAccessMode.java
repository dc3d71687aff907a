package dev.darkroom.protocol;

/**
 * Makes assets public or authenticated (reference/admin-api.md 4).
 *
 * @param mode {@code public} or {@code authenticated}
 */
public record SetAccessMode(ChangeBy by, AssetSelection selection, String mode)
    implements BusMessage {
  public static final Address<SetAccessMode, Answer> ADDRESS =
      Address.of("asset.set-access-mode", SetAccessMode.class, Answer.class)
          .onThisNode()
          .atLength();
}
