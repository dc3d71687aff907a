package dev.darkroom.outbox;

/**
 * Work about to be committed.
 *
 * @param kind which worker does it
 * @param batchId what the caller was told to expect in the notification
 * @param request the worker's own JSON
 */
public record NewJob(long environmentId, String kind, String batchId, String request) {}
