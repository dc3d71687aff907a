package dev.darkroom.protocol;

/** Moves or renames a folder with everything in it (reference/admin-api.md 8). */
public record MoveFolder(ChangeBy by, FolderPath from, FolderPath to) implements BusMessage {
  public static final Address<MoveFolder, Answer> ADDRESS =
      Address.of("folder.move", MoveFolder.class, Answer.class).onThisNode().atLength();
}
