package dev.darkroom.protocol;

/**
 * Asks for the environment as callers may see it (reference/admin-api.md 2, {@code config}).
 *
 * @param settings whether its settings are wanted too
 */
public record DescribeCloud(long environmentId, boolean settings) implements BusMessage {
  public static final Address<DescribeCloud, Answer> ADDRESS =
      Address.of("asset.describe-cloud", DescribeCloud.class, Answer.class).onThisNode();
}
