package dev.darkroom.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How an upload runs and whom it tells.
 *
 * @param overwrite whether an asset of that name is replaced; it is answered as it is otherwise
 * @param async whether the answer does not wait for anything
 * @param deleteToken whether the answer has a token that deletes the asset for ten minutes
 * @param batchId what the caller follows; null to make one where one is needed
 * @param eval a script that runs before the asset is stored
 * @param onSuccess a script that runs on the stored asset
 * @param quiet whether nobody is told
 */
public record UploadFlow(
    boolean overwrite,
    boolean async,
    boolean deleteToken,
    @Nullable String notificationUrl,
    @Nullable String batchId,
    @Nullable String eval,
    @Nullable String onSuccess,
    boolean quiet) {
  /** Overwrites, answers when it is done. */
  public static UploadFlow usual() {
    return telling(null);
  }

  /** The same with a notification URL. */
  public static UploadFlow telling(@Nullable String notificationUrl) {
    return new UploadFlow(true, false, false, notificationUrl, null, null, null, false);
  }

  /** The same inside a job. */
  public UploadFlow later(String batch) {
    return new UploadFlow(
        overwrite, false, deleteToken, notificationUrl, batch, eval, onSuccess, quiet);
  }
}
