package dev.darkroom.protocol;

/**
 * Asks for the tags of a resource type, in order (reference/admin-api.md 2).
 *
 * @param prefix empty for all tags
 */
public record ListTags(
    long environmentId, ResourceType resourceType, String prefix, PageRequest page)
    implements BusMessage {
  public static final Address<ListTags, Answer> ADDRESS =
      Address.of("asset.list-tags", ListTags.class, Answer.class).onThisNode();
}
