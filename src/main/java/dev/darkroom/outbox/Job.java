package dev.darkroom.outbox;

/**
 * Work that this node owns until its lease ends.
 *
 * @param attempts how often it was begun, this time included
 */
public record Job(
    long id, long environmentId, String kind, String batchId, String request, int attempts) {}
