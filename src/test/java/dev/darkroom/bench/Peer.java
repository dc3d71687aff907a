package dev.darkroom.bench;

import java.io.IOException;

/**
 * Somebody else's queue, set up as its own documentation says for throughput, that signs with SHA-1
 * and posts to the same receiver as we do.
 */
interface Peer extends AutoCloseable {

  /** What it is called, with how durable it is. */
  String name();

  /** Makes so many deliveries ready at once; they are sent from when this returns. */
  void ready(int count) throws IOException;

  /** Whether all is sent and nothing is left to be written down. */
  boolean isDone();

  /** Processor time so far, that of its database included. */
  Used used();

  @Override
  void close();
}
