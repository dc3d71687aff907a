package dev.darkroom.protocol;

/** Deletes a folder that holds no asset, with those below it (reference/admin-api.md 8). */
public record DeleteFolder(ChangeBy by, FolderPath path) implements BusMessage {
  public static final Address<DeleteFolder, Answer> ADDRESS =
      Address.of("folder.delete", DeleteFolder.class, Answer.class).onThisNode();
}
