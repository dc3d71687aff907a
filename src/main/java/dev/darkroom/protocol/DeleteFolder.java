package dev.darkroom.protocol;

/**
 * Deletes a folder with those below it (reference/admin-api.md 8).
 *
 * @param withAssets whether the assets in it go too, as in the Console; else it must hold none
 */
public record DeleteFolder(ChangeBy by, FolderPath path, boolean withAssets) implements BusMessage {
  public static final Address<DeleteFolder, Answer> ADDRESS =
      Address.of("folder.delete", DeleteFolder.class, Answer.class).onThisNode();
}
