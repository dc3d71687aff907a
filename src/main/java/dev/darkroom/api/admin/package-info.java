/**
 * The edge of the Admin API: Basic credentials, the hour's rate limit, triggers, one asset's
 * details and the log of notifications. It may know the request package, the bus and the protocol.
 * Start with {@link dev.darkroom.api.admin.AdminGuard}.
 */
@NullMarked
package dev.darkroom.api.admin;

import org.jspecify.annotations.NullMarked;
