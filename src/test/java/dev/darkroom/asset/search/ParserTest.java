package dev.darkroom.asset.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.darkroom.asset.listing.Binder;
import dev.darkroom.protocol.FolderMode;
import dev.darkroom.protocol.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar as a table: what an expression says, and what becomes of it in SQL. */
final class ParserTest {
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  /** Values are told by their place only: the text of a statement never holds one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          tags:cat                  § tags:'cat'                        § a.words @@ $1::text::tsquery
          tags:cat*                 § tags:'cat'*                       § a.words @@ $1::text::tsquery
          tags="big cat"            § tags='big cat'                    § (a.words @@ $2::text::tsquery and coalesce($1::text = any(a.tags), false))
          tags:(a OR b)             § (or tags:'a' tags:'b')            § (a.words @@ $1::text::tsquery or a.words @@ $2::text::tsquery)
          tags:(a b)                § (and tags:'a' tags:'b')           § (a.words @@ $1::text::tsquery and a.words @@ $2::text::tsquery)
          tags:(a AND NOT b)        § (and tags:'a' (not tags:'b'))     § (a.words @@ $1::text::tsquery and not (a.words @@ $2::text::tsquery))
          a b OR c                  § (or (and :'a' :'b') :'c')         § ((a.words @@ $1::text::tsquery and a.words @@ $2::text::tsquery) or a.words @@ $3::text::tsquery)
          a AND b c                 § (and :'a' :'b' :'c')              § (a.words @@ $1::text::tsquery and a.words @@ $2::text::tsquery and a.words @@ $3::text::tsquery)
          (a OR b) c                § (and (or :'a' :'b') :'c')         § ((a.words @@ $1::text::tsquery or a.words @@ $2::text::tsquery) and a.words @@ $3::text::tsquery)
          -tags:x                   § (not tags:'x')                    § not (a.words @@ $1::text::tsquery)
          !tags:x                   § (not tags:'x')                    § not (a.words @@ $1::text::tsquery)
          NOT NOT tags:x            § (not (not tags:'x'))              § not coalesce(not (a.words @@ $1::text::tsquery), false)
          format=png                § format='png'                      § a.format = $1::text
          resource_type:image       § resource_type:'image'             § a.resource_type = $1::text
          bytes>1mb                 § bytes>'1mb'                       § a.bytes > $1::bigint
          bytes : 10                § bytes:'10'                        § a.bytes = $1::bigint
          width>=10.5               § width>='10.5'                     § a.width >= $1::bigint
          width=10.5                § width='10.5'                      § false
          bytes:[1kb TO 2kb}        § bytes:[1kb..2kb}                  § (a.bytes >= $1::bigint and a.bytes < $2::bigint)
          width:{10 TO *]           § width:{10..*]                     § (a.width > $1::bigint)
          width:[* TO *]            § width:[*..*]                      § true
          aspect_ratio:16:9         § aspect_ratio:'16:9'               § aspect_hundredths(a.width, a.height) = $1::bigint
          created_at>1d             § created_at>'1d'                   § a.created_at >= $1::timestamptz
          created_at<2018-01-01T00:00:00 § created_at<'2018-01-01T00:00:00' § a.created_at < $1::timestamptz
          created_at:2018-01-01     § created_at:'2018-01-01'           § (a.created_at >= $1::timestamptz and a.created_at < $2::timestamptz)
          public_id:folder/*        § public_id:'folder/'*              § (folded(a.public_id) >= $1::text and folded(a.public_id) < $2::text)
          public_id:cat\\:1         § public_id:'cat:1'                 § a.words @@ $1::text::tsquery
          "a b"*                    § :'a b'*                           § a.words @@ $1::text::tsquery
          nonsense:1                § nonsense:'1'                      § false
          folder:x                  § folder:'x'                        § false
          asset_folder=a/b          § asset_folder='a/b'                § a.asset_folder = $1::text
          metadata.sku="x y"        § metadata.sku='x y'                § (a.words @@ $3::text::tsquery and coalesce((a.metadata ->> $2::text = $1::text or a.metadata -> $2::text @> to_jsonb($1::text)), false))
          context.alt=dog           § context.alt='dog'                 § (a.words @@ $3::text::tsquery and coalesce((a.context ->> $2::text = $1::text or a.context -> $2::text @> to_jsonb($1::text)), false))
          moderation_status:pending § moderation_status:'pending'       § a.words @@ $1::text::tsquery
          tags:"';drop table asset" § tags:'';drop table asset'         § a.words @@ $1::text::tsquery
          tags:"---"                § tags:'---'                        § false
          grayscale:true            § grayscale:'true'                  § asset_measure(a.analysis, 'grayscale') = 1
          status:active             § status:'active'                   § 'active'::text = $1::text
          """)
  void grammar(String expression, String tree, String sql) {
    Expression parsed = Parser.parse(expression);
    assertEquals(tree, TreeText.of(parsed));
    assertEquals(sql, sql(parsed));
  }

  private static String sql(Expression expression) {
    return new Translator(new Scope(7, FolderMode.DYNAMIC, NOW, new Binder())).sql(expression);
  }

  @Test
  void blankMeansEverything() {
    assertEquals("true", sql(Parser.parse(" \t\n ")));
  }

  @Test
  void quotesAndBackslashesOfWordsAreQuoted() {
    Binder binder = new Binder();
    new Translator(new Scope(7, FolderMode.DYNAMIC, NOW, binder))
        .sql(Parser.parse("context.o\\'x\\\\y:dog"));
    assertEquals("'7:c.o''x\\\\y:dog'", binder.tuple().getString(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          *                  § 1
          *cat               § 1
          tags:*             § 6
          tags:*cat          § 6
          tags:c*t           § 7
          a AND              § 6
          AND a              § 1
          a OR OR b          § 6
          (a                 § 3
          a)                 § 2
          tags:              § 6
          tags:(a            § 8
          tags:"a            § 6
          bytes:[1 TO        § 12
          bytes:[1 2]        § 10
          bytes:abc          § 7
          bytes>1xb          § 7
          bytes:1*           § 7
          created_at>soon    § 12
          created_at:2026-13-01 § 12
          grayscale:perhaps  § 11
          a~b                § 2
          a && b             § 3
          tags:a]            § 7
          a\\                § 2
          bytes>[1 TO 2]     § 7
          """)
  void refusals(String expression, int position) {
    Refusal refusal = assertThrows(Refusal.class, () -> sql(Parser.parse(expression)));
    assertEquals("Query Error (at position " + position + ")", refusal.getMessage());
  }

  @Test
  void whatIsBoundless() {
    assertThrows(Refusal.class, () -> Parser.parse("a".repeat(8_001)));
    assertThrows(Refusal.class, () -> Parser.parse("(".repeat(31) + "a" + ")".repeat(31)));
    assertThrows(Refusal.class, () -> Parser.parse("!".repeat(4_000) + "a"));
    assertThrows(Refusal.class, () -> Parser.parse("a ".repeat(101)));
    assertEquals("true", sql(Parser.parse("")));
  }
}
