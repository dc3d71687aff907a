package dev.darkroom.asset.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.Rendition;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names inside archives, pages, forms, classes: what is pure. */
final class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "a/b,jpg,a/b.jpg",
    "/etc/passwd,'',etc/passwd",
    "../../x,png,_/_/x.png",
    "a/../b,'',a/_/b",
    "'..\\..\\windows\\x',exe,_/_/windows/x.exe",
    "C:/x,'',C_/x",
    "a//b,'',a/b",
    "nul,txt,_nul.txt",
    "com1.log,'',_com1.log",
    "'a<b>|?*\"',jpg,a_b_____.jpg",
    "' blank . ',jpg,blank_.jpg",
    "'',jpg,file.jpg",
    "日本/語,png,日本/語.png",
    "x,'../../sh','x..._.._sh'"
  })
  void anEntryCannotLeaveItsFolder(String path, String extension, String expected) {
    assertEquals(expected, new EntryNames().unique(path, extension));
  }

  @Test
  void entriesAreUniqueWhateverTheirCase() {
    EntryNames names = new EntryNames();
    assertEquals("a.jpg", names.unique("a", "jpg"));
    assertEquals("A_1.jpg", names.unique("A", "jpg"));
    assertEquals("a_2.jpg", names.unique("a", "jpg"));
    assertEquals("a.png", names.unique("a", "png"));
  }

  @Test
  void noNameOfAnyKindIsUnsafe() {
    Random random = new Random(20261122);
    EntryNames names = new EntryNames();
    Set<String> seen = new HashSet<>();
    String alphabet = "./\\:*ab\u0000\u202e \n~%é日";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder path = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        path.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String name = names.unique(path.toString(), "jpg");
      assertTrue(seen.add(name.toLowerCase(Locale.ROOT)), name);
      assertFalse(name.startsWith("/") || name.contains("\\") || name.contains(":"), name);
      assertFalse(List.of(name.split("/", -1)).contains(".."), name);
      assertFalse(List.of(name.split("/", -1)).contains("."), name);
      assertTrue(name.chars().noneMatch(Character::isISOControl), name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pg_all|3|1,2,3|pg_2",
        "c_scale,h_300,pg_all,w_200|2|1,2|c_scale,h_300,pg_2,w_200",
        "w_1/pg_2-3;5|5|2,3,5|w_1/pg_2",
        "pg_2;2;1|2|1,2|pg_2"
      })
  void pagesAreReadInOrder(String transformation, int count, String expected, String second) {
    Pages pages = Pages.of(transformation, count);
    assertEquals(
        expected, String.join(",", pages.numbers().stream().map(String::valueOf).toList()));
    assertEquals(second, pages.at(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "w_100",
        "pg_0",
        "pg_4",
        "pg_2-1",
        "pg_x",
        "pg_1;",
        "pg_99999999999",
        "pg_1-3;9",
        "pg_name:layer",
        "xpg_all",
        "pg_-1"
      })
  void pagesThatAreNotThereAreRefused(String transformation) {
    assertThrows(Refusal.class, () -> Pages.of(transformation, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "SPRITE|w_100|''|w_100|png w_100",
        "SPRITE|f_jpg,w_100|''|f_jpg,w_100|jpg w_100",
        "SPRITE|w_100|jpeg|f_jpg,w_100|jpg w_100",
        "SPRITE|''|webp|f_webp|'webp '",
        "SPRITE|c_fit/p_a-,w_1|''|c_fit/p_a-,w_1|png c_fit/w_1",
        "MULTI|dl_9|webp|dl_9|webp dl_9",
        "MULTI|f_auto,w_1|''|f_auto,w_1|gif w_1",
        "MULTI|f_pdf|''|f_pdf|'pdf '"
      })
  void aFormIsWhatItsUrlSays(
      DeliveryType type, String transformation, String format, String inUrl, String expected) {
    Rendition rendition = Rendition.ordered(type, transformation, format);
    assertEquals(inUrl, rendition.transformation());
    assertEquals(expected, rendition.extension() + " " + rendition.pixels());
    assertEquals(rendition, Rendition.delivered(type, inUrl, rendition.extension()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dog|dog",
        "9lives|'\\39 lives'",
        "-1|'-\\31 '",
        "a.b|a\\.b",
        "x{}</style>|x\\{\\}\\<\\/style\\>",
        "é日|é日"
      })
  void aClassCannotEndItsRule(String name, String expected) {
    assertEquals(expected, SpriteTexts.identifier(name));
  }
}
