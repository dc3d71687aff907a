package dev.darkroom.api;

import java.time.Duration;

/**
 * Settings of the HTTP edge.
 *
 * @param host the address to listen on
 * @param port 0 for a free one
 * @param defaultCloud the cloud of delivery URLs that name none
 * @param strict whether unsigned delivery URLs may only use transformations that are allowed
 */
public record ApiSettings(
    String host, int port, String defaultCloud, boolean strict, Limits limits, Extras extras) {
  private static final int LAST_PORT = 65_535;

  /**
   * What is not for everybody.
   *
   * @param inbox whether the built-in receiver takes what arrives
   * @param ci whether environments can be emptied
   * @param openFetch whether delivery URLs may name what is fetched without a signature
   */
  public record Extras(boolean inbox, boolean ci, boolean openFetch) {}

  /** Settings of an edge that is not strict. */
  public ApiSettings(String host, int port, String defaultCloud, Limits limits) {
    this(host, port, defaultCloud, false, limits, new Extras(true, false, true));
  }

  public ApiSettings {
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  /**
   * Bounds of what callers may ask for.
   *
   * @param fileBytes the largest uploaded file
   * @param textBytes the most bytes of parameters in one request, data URIs included; they are held
   *     in memory
   * @param requestsInFlight of all connections of this node; more are refused
   * @param adminCallsPerHour of one environment
   * @param idle a connection without traffic is closed; longer than the bus's slow deadline
   * @param request the longest time from a request's head to the end of its answer
   */
  public record Limits(
      long fileBytes,
      int textBytes,
      int requestsInFlight,
      int adminCallsPerHour,
      Duration idle,
      Duration request) {
    public Limits {
      requirePositive("fileBytes", fileBytes);
      requirePositive("textBytes", textBytes);
      requirePositive("requestsInFlight", requestsInFlight);
      requirePositive("adminCallsPerHour", adminCallsPerHour);
      requirePositive("idle", idle.toMillis());
      requirePositive("request", request.toMillis());
    }

    /** What suits one node with a heap of a few hundred megabytes. */
    public static Limits usual() {
      return new Limits(
          100L * 1024 * 1024,
          20 * 1024 * 1024,
          512,
          5_000,
          Duration.ofMinutes(3),
          Duration.ofMinutes(15));
    }

    private static void requirePositive(String name, long value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " must be positive");
      }
    }
  }
}
