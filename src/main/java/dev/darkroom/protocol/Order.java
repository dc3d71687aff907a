package dev.darkroom.protocol;

/** A request for work that may be done in the background; as JSON it is also the job's request. */
public interface Order extends BusMessage {
  /** Whose assets it is about. */
  long environmentId();

  /** Who asked. */
  Caller caller();

  /** How the caller wants to hear of it. */
  Terms terms();
}
