package dev.darkroom.asset.upload;

import dev.darkroom.protocol.AssetKey;
import dev.darkroom.protocol.BusMessage;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.EagerItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request of an {@code eager} job: derived versions to make in the background.
 *
 * @param version the one the caller was told of
 */
public record EagerJob(
    Caller caller,
    AssetKey key,
    long version,
    List<EagerItem> items,
    @Nullable String notificationUrl,
    @Nullable String eagerNotificationUrl)
    implements BusMessage {
  public static final String KIND = "eager";
}
