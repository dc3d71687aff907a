package dev.darkroom.asset.listing;

import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ListTags;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tags that assets have (reference/admin-api.md 2). For virtual threads. */
public final class Tags {
  /** From one tag to the next, however many assets have it. */
  private static final String LIST =
      """
      with recursive used (tag) as (
        (select tag from asset_tag
          where environment_id = $1 and resource_type = $2 and tag >= $3 and tag > $4 and tag < $5
          order by tag limit 1)
        union all
        (select (select next.tag from asset_tag next
                  where next.environment_id = $1 and next.resource_type = $2
                    and next.tag > used.tag and next.tag < $5
                  order by next.tag limit 1)
           from used where used.tag is not null)
      )
      select tag from used where tag is not null limit $6
      """;

  private final AssetParts parts;

  public Tags(AssetParts parts) {
    this.parts = parts;
  }

  /** A page of tags in the order of their bytes. */
  public Answer list(ListTags asked) {
    String query =
        Cursor.fingerprint("tags", asked.environmentId(), asked.resourceType(), asked.prefix());
    int most = asked.page().most();
    Tuple values =
        Tuple.of(
            asked.environmentId(),
            asked.resourceType().word(),
            asked.prefix(),
            start(asked.page().cursor(), query),
            asked.prefix() + Selection.LAST_CHARACTER,
            most + 1);
    List<String> tags = new ArrayList<>();
    for (Row row : parts.database().query(LIST, values).await()) {
      tags.add(row.getString("tag"));
    }
    boolean more = tags.size() > most;
    JsonObject answer =
        new JsonObject().put("tags", new JsonArray(more ? tags.subList(0, most) : tags));
    Cursor.put(
        answer,
        "next_cursor",
        more ? Optional.of(Cursor.at(query, tags.get(most - 1))) : Optional.empty());
    return new Answer(answer.encode());
  }

  private static String start(@Nullable String cursor, String query) {
    if (cursor == null) {
      return "";
    }
    List<String> place = Cursor.decode(cursor, query).place();
    if (place.size() != 1) {
      throw Cursor.refusal(cursor);
    }
    return place.getFirst();
  }
}
