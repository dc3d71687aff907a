package dev.darkroom.protocol;

/** Asks what goes into an archive that is packed while it is sent. */
public record PlanArchive(long environmentId, ArchiveSelection selection, ArchiveLayout layout)
    implements BusMessage {
  public static final Address<PlanArchive, PlannedArchive> ADDRESS =
      Address.of("asset.plan-archive", PlanArchive.class, PlannedArchive.class)
          .onThisNode()
          .atLength();
}
