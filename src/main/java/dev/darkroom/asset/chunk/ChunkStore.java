package dev.darkroom.asset.chunk;

import dev.darkroom.asset.store.AssetRows;
import dev.darkroom.db.Database;
import dev.darkroom.protocol.BlobRef;
import dev.darkroom.protocol.ChunkRange;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables {@code chunked_upload} and {@code upload_chunk}. For virtual threads: it awaits. */
public final class ChunkStore {
  private static final String OPEN =
      """
      insert into chunked_upload (environment_id, upload_id) values ($1, $2)
      on conflict (environment_id, upload_id) do update set touched_at = now()
      returning total, whole
      """;
  private static final String FIND =
      "select total, whole from chunked_upload where environment_id = $1 and upload_id = $2";
  private static final String RESTART =
      """
      update chunked_upload set total = null, whole = null, answer = null, public_id = null, version = null
       where environment_id = $1 and upload_id = $2
      """;
  private static final String KNOW_TOTAL =
      "update chunked_upload set total = $3 where environment_id = $1 and upload_id = $2";
  private static final String CHUNKS =
      """
      select first, bytes, blob from upload_chunk where environment_id = $1 and upload_id = $2
       order by first
      """;
  private static final String INSERT =
      """
      insert into upload_chunk (environment_id, upload_id, first, bytes, blob)
      values ($1, $2, $3, $4, $5)
      on conflict (environment_id, upload_id, first, bytes) do update set blob = excluded.blob
      """;
  private static final String FINISH =
      """
      update chunked_upload set whole = $3, touched_at = now()
       where environment_id = $1 and upload_id = $2 and whole is null
      """;
  private static final String RELEASE =
      """
      delete from upload_chunk where environment_id = $1 and upload_id = $2
      returning first, bytes, blob
      """;
  private static final String REMEMBER =
      """
      update chunked_upload set answer = $3, public_id = $4, version = $5
       where environment_id = $1 and upload_id = $2
      """;
  private static final String ANSWER =
      """
      select answer, public_id, version from chunked_upload
       where environment_id = $1 and upload_id = $2 and answer is not null
      """;
  private static final String ASSET_OF_WHOLE =
      """
      select a.* from asset a join chunked_upload u on u.whole = a.blob
       where a.environment_id = $1 and u.environment_id = $1 and u.upload_id = $2
       order by a.uploaded_at desc limit 1
      """;
  private static final String ABANDONED =
      """
      select environment_id, upload_id from chunked_upload
       where touched_at <= now() - make_interval(secs => $1) order by touched_at limit $2
      """;
  private static final String LOCK_ABANDONED =
      """
      select 1 from chunked_upload where environment_id = $1 and upload_id = $2
         and touched_at <= now() - make_interval(secs => $3) for update
      """;
  private static final String FORGET =
      "delete from chunked_upload where environment_id = $1 and upload_id = $2";

  private final Database database;

  public ChunkStore(Database database) {
    this.database = database;
  }

  /** Begins an upload or goes on with it; its other parts wait until the transaction has ended. */
  ChunkedUpload open(SqlClient connection, UploadKey key) {
    Row row = Database.query(connection, OPEN, key.values()).await().iterator().next();
    return upload(row, chunks(connection, key));
  }

  /** The upload as it is now; nothing is locked. */
  Optional<ChunkedUpload> find(UploadKey key) {
    List<Chunk> chunks = new ArrayList<>();
    database.query(CHUNKS, key.values()).await().forEach(row -> chunks.add(chunk(row)));
    Optional<ChunkedUpload> found = Optional.empty();
    for (Row row : database.query(FIND, key.values()).await()) {
      found = Optional.of(upload(row, chunks));
    }
    return found;
  }

  /** An upload that had ended begins again, under the same name. */
  void restart(SqlClient connection, UploadKey key) {
    Database.query(connection, RESTART, key.values()).await();
  }

  void knowTotal(SqlClient connection, UploadKey key, long total) {
    Database.query(connection, KNOW_TOTAL, key.values().addLong(total)).await();
  }

  void insert(SqlClient connection, UploadKey key, Chunk chunk) {
    Tuple values =
        key.values()
            .addLong(chunk.first())
            .addLong(chunk.blob().size())
            .addBuffer(AssetRows.bytes(chunk.blob()));
    Database.query(connection, INSERT, values).await();
  }

  /** Ends the upload; false when it has ended before. */
  boolean finish(SqlClient connection, UploadKey key, BlobRef whole) {
    Tuple values = key.values().addBuffer(AssetRows.bytes(whole));
    return Database.query(connection, FINISH, values).await().rowCount() == 1;
  }

  /** Deletes the parts' rows, and tells which blobs they referred to. */
  List<BlobRef> release(SqlClient connection, UploadKey key) {
    List<BlobRef> released = new ArrayList<>();
    Database.query(connection, RELEASE, key.values())
        .await()
        .forEach(row -> released.add(chunk(row).blob()));
    return released;
  }

  /** Keeps what the sender was told, for senders who ask again. */
  void remember(UploadKey key, StoredAsset answer) {
    Tuple values =
        key.values()
            .addString(answer.body())
            .addString(answer.publicId())
            .addLong(answer.version());
    database.query(REMEMBER, values).await();
  }

  /** What the sender was told in the end. */
  Optional<StoredAsset> answer(UploadKey key) {
    Optional<StoredAsset> answer = Optional.empty();
    for (Row row : database.query(ANSWER, key.values()).await()) {
      answer =
          Optional.of(
              new StoredAsset(
                  row.getString("answer"), row.getString("public_id"), row.getLong("version")));
    }
    return answer;
  }

  /** The newest asset of an ended upload's content, whose sender may never have been told. */
  Optional<Row> assetOf(UploadKey key) {
    Optional<Row> asset = Optional.empty();
    for (Row row : database.query(ASSET_OF_WHOLE, key.values()).await()) {
      asset = Optional.of(row);
    }
    return asset;
  }

  /** Uploads that nobody has touched for some time. */
  List<UploadKey> abandoned(Duration age, int limit) {
    List<UploadKey> keys = new ArrayList<>();
    database
        .query(ABANDONED, Tuple.of(seconds(age), limit))
        .await()
        .forEach(row ->
            keys.add(new UploadKey(row.getLong("environment_id"), row.getString("upload_id"))));
    return keys;
  }

  /** Whether nobody has touched it meanwhile; nobody can until the transaction has ended. */
  boolean lockAbandoned(SqlClient connection, UploadKey key, Duration age) {
    Tuple values = key.values().addDouble(seconds(age));
    return Database.query(connection, LOCK_ABANDONED, values).await().size() == 1;
  }

  /** Deletes an upload whose parts were released. */
  void forget(SqlClient connection, UploadKey key) {
    Database.query(connection, FORGET, key.values()).await();
  }

  private static List<Chunk> chunks(SqlClient connection, UploadKey key) {
    List<Chunk> chunks = new ArrayList<>();
    Database.query(connection, CHUNKS, key.values()).await().forEach(row -> chunks.add(chunk(row)));
    return chunks;
  }

  private static ChunkedUpload upload(Row row, List<Chunk> chunks) {
    Long total = row.getLong("total");
    return new ChunkedUpload(
        total == null ? ChunkRange.LATER : total, hex(row.getBuffer("whole")), chunks);
  }

  private static Chunk chunk(Row row) {
    return new Chunk(
        row.getLong("first"), AssetRows.blob(row.getBuffer("blob"), row.getLong("bytes")));
  }

  private static @Nullable String hex(@Nullable Buffer hash) {
    return hash == null ? null : HexFormat.of().formatHex(hash.getBytes());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
