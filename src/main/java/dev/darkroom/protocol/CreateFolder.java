package dev.darkroom.protocol;

/** Creates a folder with those above it; one that exists is fine (reference/admin-api.md 8). */
public record CreateFolder(ChangeBy by, FolderPath path) implements BusMessage {
  public static final Address<CreateFolder, Answer> ADDRESS =
      Address.of("folder.create", CreateFolder.class, Answer.class).onThisNode();
}
