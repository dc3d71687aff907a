package dev.darkroom.environment;

import dev.darkroom.db.Database;
import dev.darkroom.protocol.Account;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code account}: the one account that owns this server's environments. */
public final class FirstAccount {
  private static final String FIND = "select account_id, api_key, api_secret from account";
  private static final String PUT =
      """
      insert into account (account_id, api_key, api_secret) values ($1, $2, $3)
      on conflict (single) do update
         set account_id = excluded.account_id, api_key = excluded.api_key,
             api_secret = excluded.api_secret
      returning account_id, api_key, api_secret
      """;
  private static final String KEEP =
      """
      insert into account (account_id, api_key, api_secret) values ($1, $2, $3)
      on conflict (single) do nothing
      """;

  private final Database database;

  /** Works on the given database. */
  public FirstAccount(Database database) {
    this.database = database;
  }

  /** Seeds the given account, or, where there is none, one that is made up once. */
  public Future<Account> seed(@Nullable Account given) {
    if (given != null) {
      return database.query(PUT, values(given)).map(FirstAccount::account);
    }
    Credentials made = Credentials.generate("");
    Account account = new Account(UUID.randomUUID().toString(), made.apiKey(), made.secret());
    return database.query(KEEP, values(account)).compose(kept -> find());
  }

  /** The account. */
  Future<Account> find() {
    return database.query(FIND, Tuple.tuple()).map(FirstAccount::account);
  }

  private static Tuple values(Account account) {
    return Tuple.of(account.id(), account.apiKey(), account.apiSecret());
  }

  private static Account account(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    return new Account(
        row.getString("account_id"), row.getString("api_key"), row.getString("api_secret"));
  }
}
