package dev.darkroom.protocol;

/**
 * What one node has served of one environment on one day.
 *
 * @param day UTC, as ISO 8601 ({@code 2026-01-31})
 * @param bytes of the answers' bodies
 */
public record ServedCount(long environmentId, String day, long requests, long bytes) {}
