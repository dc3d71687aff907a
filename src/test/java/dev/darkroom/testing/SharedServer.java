package dev.darkroom.testing;

/**
 * One running server for all test classes of a run that ask for nothing special. Each class uses
 * names of its own, and takes back what it changes for the whole cloud.
 */
public final class SharedServer {
  private static final class Holder {
    private static final ServerProcess SERVER =
        ServerSetup.fresh("shared-" + ProcessHandle.current().pid()).start();
  }

  private SharedServer() {}

  /** The server, started by whoever asks first. It ends with the JVM. */
  public static ServerProcess server() {
    return Holder.SERVER;
  }

  /** Its API, as the first cloud's key holder sees it. */
  public static Api api() {
    return new Api(server());
  }
}
