package dev.darkroom.asset.store;

import dev.darkroom.blob.BlobStore;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.BlobRef;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps blobs and rows in step, whatever is killed when. A blob is noted as loose before its bytes
 * are kept, and forgotten in the transaction that refers to it; when the last reference may have
 * gone it is noted again. The collector looks only at loose blobs. Referrer and collector hold the
 * same advisory lock, so that no blob is deleted under a new reference. For virtual threads.
 */
public final class LooseBlobs {
  private static final String NOTE =
      """
      insert into loose_blob (blob, bytes) select * from unnest($1::bytea[], $2::bigint[]) order by 1
      on conflict (blob) do update set since = now()
      """;
  private static final String FORGET =
      """
      delete from loose_blob where blob in
        (select blob from loose_blob where blob = any($1) order by blob for update)
      """;
  private static final String LOCK_SHARED =
      "select pg_advisory_xact_lock_shared(hashtextextended(encode($1, 'hex'), 2))";
  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 2))";
  private static final String LIST =
      """
      select blob, bytes from loose_blob where since <= now() - make_interval(secs => $1)
       order by since limit $2
      """;
  private static final String IS_REFERRED =
      """
      select exists (select 1 from asset where blob = $1)
          or exists (select 1 from derived where blob = $1)
          or exists (select 1 from asset_version where blob = $1)
          or exists (select 1 from upload_chunk where blob = $1)
          or exists (select 1 from job where blob = $1) as referred
      """;

  private final Database database;
  private final BlobStore blobs;

  public LooseBlobs(Database database, BlobStore blobs) {
    this.database = database;
    this.blobs = blobs;
  }

  /** Notes blobs that are about to be kept. */
  public void note(BlobRef... about) {
    database.query(NOTE, columns(List.of(about))).await();
  }

  /** Notes blobs whose rows the transaction deletes. */
  public void note(SqlClient connection, Collection<BlobRef> released) {
    if (!released.isEmpty()) {
      Database.query(connection, NOTE, columns(released.stream().distinct().toList())).await();
    }
  }

  /**
   * Claims blobs for the rows that the transaction inserts, which may be sent before this is
   * complete: the statements go out in order.
   *
   * @return fails with {@link IllegalStateException} when the collector was faster; the caller may
   *     try again
   */
  public Future<?> claim(SqlClient connection, Collection<BlobRef> referred) {
    List<BlobRef> ordered =
        referred.stream().distinct().sorted(Comparator.comparing(BlobRef::sha256)).toList();
    List<Future<?>> steps = new ArrayList<>();
    for (BlobRef blob : ordered) {
      steps.add(
          Database.query(connection, LOCK_SHARED, Tuple.of(AssetRows.bytes(blob)))
              .compose(locked -> requireKept(blob)));
    }
    Buffer[] names = ordered.stream().map(AssetRows::bytes).toArray(Buffer[]::new);
    steps.add(Database.query(connection, FORGET, Tuple.of((Object) names)));
    return Future.join(steps);
  }

  private Future<?> requireKept(BlobRef blob) {
    return blobs
        .exists(blob)
        .map(kept -> {
          if (!kept) {
            throw new IllegalStateException("blob " + blob.sha256() + " has been collected");
          }
          return blob;
        });
  }

  /** Deletes the bytes of blobs that have been loose for some time; tells how many. */
  public int collect(Duration grace, int limit) {
    Tuple values = Tuple.of(grace.toMillis() / 1000.0, limit);
    List<BlobRef> loose = new ArrayList<>();
    for (Row row : database.query(LIST, values).await()) {
      loose.add(AssetRows.blob(row.getBuffer("blob"), row.getLong("bytes")));
    }
    int deleted = 0;
    for (BlobRef blob : loose) {
      deleted += database.awaitTransaction(connection -> collect(connection, blob)) ? 1 : 0;
    }
    return deleted;
  }

  private boolean collect(SqlClient connection, BlobRef blob) {
    Buffer name = AssetRows.bytes(blob);
    Database.query(connection, LOCK, Tuple.of(name)).await();
    Row row = Database.query(connection, IS_REFERRED, Tuple.of(name)).await().iterator().next();
    boolean referred = row.getBoolean("referred");
    if (!referred) {
      blobs.delete(blob).await();
    }
    Database.query(connection, FORGET, Tuple.of((Object) new Buffer[] {name})).await();
    return !referred;
  }

  private static Tuple columns(Collection<BlobRef> blobs) {
    Object names = blobs.stream().map(AssetRows::bytes).toArray(Buffer[]::new);
    Object sizes = blobs.stream().map(BlobRef::size).toArray(Long[]::new);
    return Tuple.of(names, sizes);
  }
}
