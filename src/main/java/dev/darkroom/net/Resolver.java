package dev.darkroom.net;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a name. */
@FunctionalInterface
public interface Resolver {
  /**
   * All addresses, the preferred one first and at least one; fails with {@link UnresolvedHost}. The
   * future completes on the caller's context.
   */
  Future<List<InetAddress>> resolve(String host);
}
