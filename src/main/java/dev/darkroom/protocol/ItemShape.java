package dev.darkroom.protocol;

import java.util.List;

/**
 * Which members the items of a list have (reference/admin-api.md 3, 7).
 *
 * @param extra words of {@code with_field}, or the flags that were set: {@code tags}, {@code
 *     context}, {@code metadata}, {@code moderations}, {@code image_metadata}…
 * @param fields the only members that are wanted; empty for all. {@code asset_id} and {@code
 *     public_id} are always there
 */
public record ItemShape(List<String> extra, List<String> fields) {}
