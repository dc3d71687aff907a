package dev.darkroom.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far it has come to send dead deliveries again.
 *
 * @param recovered how many are due again so far
 * @param endedAt null while there may be more
 */
public record Recovery(long id, long recovered, Instant createdAt, @Nullable Instant endedAt)
    implements BusMessage {}
