/**
 * The command {@code listen}: a server's events, forwarded to a program on this machine. It knows
 * nothing of the server but its HTTP API. Start with {@link dev.darkroom.listen.Listen}.
 */
@NullMarked
package dev.darkroom.listen;

import org.jspecify.annotations.NullMarked;
