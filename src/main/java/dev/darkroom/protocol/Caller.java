package dev.darkroom.protocol;

import java.time.Instant;

/**
 * Who asked for a change, and when: the notification's {@code notification_context}.
 *
 * @param requestId 32 hexadecimal characters, the response's X-Request-Id
 * @param source {@code api} or {@code ui}
 * @param id the API key, or the user's e-mail
 * @param address where the request came from
 */
public record Caller(String requestId, String source, String id, String address, Instant at) {}
