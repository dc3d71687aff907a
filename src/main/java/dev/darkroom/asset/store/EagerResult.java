package dev.darkroom.asset.store;

import dev.darkroom.protocol.EagerItem;

/** What became of one requested derived version. */
public sealed interface EagerResult {
  /** What was asked for. */
  EagerItem item();

  /** It exists. */
  record Made(EagerItem item, Derived derived) implements EagerResult {}

  /** It cannot be made; the reason is the refusal's text. */
  record Failed(EagerItem item, String reason) implements EagerResult {}

  /** It will be made by a job. */
  record Processing(EagerItem item, String batchId) implements EagerResult {}
}
