package dev.darkroom.asset.store;

import dev.darkroom.protocol.BlobRef;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;

/** What becomes of the bytes of an asset that is overwritten. For virtual threads. */
public record Overwritten(AssetParts parts, Asset asset) {

  /** They become an older version or lose their row; the derived versions go. */
  public void release(SqlClient connection, boolean backup) {
    List<BlobRef> released = new ArrayList<>();
    BlobRef bytes = asset.content().blob();
    if (bytes != null) {
      if (backup) {
        parts.versions().insert(connection, asset);
      }
      released.add(bytes);
    }
    parts.derived().delete(connection, asset).forEach(each -> released.add(each.blob()));
    parts.loose().note(connection, released);
  }
}
