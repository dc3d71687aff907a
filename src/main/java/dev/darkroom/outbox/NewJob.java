package dev.darkroom.outbox;

import dev.darkroom.protocol.BlobRef;
import org.jspecify.annotations.Nullable;

/**
 * Work about to be committed.
 *
 * @param kind which worker does it
 * @param batchId what the caller was told to expect in the notification
 * @param request the worker's own JSON
 * @param blob content that the work needs, kept alive by the job; null for none
 */
public record NewJob(
    long environmentId, String kind, String batchId, String request, @Nullable BlobRef blob) {}
