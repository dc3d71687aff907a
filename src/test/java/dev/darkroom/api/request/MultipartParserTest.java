package dev.darkroom.api.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MultipartParserTest {
  private static final String BOUNDARY = "--a-b";
  private static final String FIELD = "Content-Disposition: form-data; name=\"k\"\r\n\r\n";

  private record Given(String name, @Nullable String fileName, String bytes) {}

  /** Collects the parts; a part that has not ended is not among them. */
  private static final class Collected {
    final List<Given> parts = new ArrayList<>();
    final MultipartParser parser = new MultipartParser(BOUNDARY, this::part);

    private MultipartParser.Part part(PartHead head) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      return new MultipartParser.Part() {
        @Override
        public void bytes(byte[] array, int from, int to) {
          assertTrue(from < to);
          bytes.write(array, from, to - from);
        }

        @Override
        public void end() {
          parts.add(
              new Given(head.name(), head.fileName(), bytes.toString(StandardCharsets.ISO_8859_1)));
        }
      };
    }

    Collected take(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      byte[] within = new byte[bytes.length + 2];
      System.arraycopy(bytes, 0, within, 1, bytes.length);
      parser.take(within, 1, within.length - 1);
      return this;
    }
  }

  private static List<Given> parse(String body) {
    Collected whole = new Collected().take(body);
    assertTrue(whole.parser.isComplete(), body);
    Collected single = new Collected();
    body.chars().forEach(octet -> single.take(Character.toString(octet)));
    assertEquals(whole.parts, single.parts, "the same byte by byte");
    assertTrue(single.parser.isComplete());
    return whole.parts;
  }

  /** Content that looks like boundaries, cut anywhere. */
  @Test
  void anyBytesInAnyPieces() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int body = 0; body < 3_000; body++) {
      List<Given> parts =
          IntStream.range(0, random.nextInt(4))
              .mapToObj(number -> new Given("p" + number, "f", content(random)))
              .toList();
      Collected collected = new Collected();
      String text = body(parts);
      for (int at = 0; at < text.length(); ) {
        int to = Math.min(text.length(), at + 1 + random.nextInt(60));
        collected.take(text.substring(at, to));
        at = to;
      }
      assertEquals(parts, collected.parts, "seed " + seed);
      assertTrue(collected.parser.isComplete(), "seed " + seed);
    }
  }

  private static String content(Random random) {
    List<String> pieces =
        List.of("\r", "\n", "\r\n", "-", "--", "\r\n--", "\n----a-", "----a-b", "a", "b", "\u00ff");
    StringBuilder content = new StringBuilder();
    for (int piece = random.nextInt(40); piece > 0; piece--) {
      String next = pieces.get(random.nextInt(pieces.size()));
      content.append(("\n" + content + next).contains("\n--" + BOUNDARY) ? "x" : next);
    }
    return content.toString();
  }

  private static String body(List<Given> parts) {
    StringBuilder body = new StringBuilder();
    for (Given part : parts) {
      body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
          .append(part.name())
          .append("\"; filename=\"f\"\r\n\r\n")
          .append(part.bytes())
          .append("\r\n");
    }
    return body.append("--" + BOUNDARY + "--").toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "----a-b\r\n" + FIELD + "v\r\n----a-b--\r\n",
        "----a-b\r\n" + FIELD + "v\r\n----a-b--",
        "\r\n----a-b\r\n" + FIELD + "v\r\n----a-b--",
        "a preamble\r\n----a-b\r\n" + FIELD + "v\r\n----a-b--\r\nan epilogue\r\n----a-b\r\n",
        "----a-b \t\r\n" + FIELD + "v\r\n----a-b--",
        "----a-b\nContent-Disposition: form-data; name=k\n\nv\n----a-b--\n",
        "----a-b\r\ncontent-DISPOSITION:form-data;NAME=k\r\n\r\nv\r\n----a-b--",
        "----a-b\r\nContent-Disposition: form-data;\r\n  name=k\r\nX: y\r\n\r\nv\r\n----a-b--",
        "----a-b\r\nContent-Transfer-Encoding: BINARY\r\n" + FIELD + "v\r\n----a-b--",
      })
  void theSameInEverySpelling(String body) {
    assertEquals(List.of(new Given("k", null, "v")), parse(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "", "\n"})
  void anEmptyPart(String lineEnd) {
    assertEquals(
        List.of(new Given("k", null, "")), parse("----a-b\r\n" + FIELD + lineEnd + "----a-b--"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filename=\"a.jpg\" | a.jpg",
        "filename=a.jpg | a.jpg",
        "filename=\"a;b=\\\"c\\\".jpg\" | a;b=\"c\".jpg",
        "filename=\"C:\\dir\\a.jpg\" | C:\\dir\\a.jpg",
        "filename=\"\" | ``",
        "filename=\"x\"; filename*=UTF-8''%E2%82%AC+1.jpg | €+1.jpg",
        "filename*=iso-8859-1'en'%A3.jpg; filename=x | £.jpg",
      })
  void fileNames(String written, String name) {
    String body =
        "----a-b\r\nContent-Disposition: form-data; name=\"file\"; "
            + written
            + "\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nv\r\n----a-b--";
    assertEquals(List.of(new Given("file", name, "v")), parse(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "----a-b\r\n\r\nv\r\n----a-b--",
        "----a-b\r\nContent-Disposition: form-data\r\n\r\nv\r\n----a-b--",
        "----a-b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nv\r\n----a-b--",
        "----a-b\r\nContent-Disposition: attachment; name=\"k\"\r\n\r\nv\r\n----a-b--",
        "----a-bc\r\n" + FIELD + "v\r\n----a-b--",
        "----a-b\r\nContent-Transfer-Encoding: base64\r\n" + FIELD + "v\r\n----a-b--",
        "----a-b\r\nContent-Type: text/plain; charset=klingon\r\n" + FIELD + "v\r\n----a-b--",
        "----a-b\r\nContent-Disposition: form-data; name=k; filename*=x\r\n\r\nv\r\n----a-b--",
        "----a-b\r\nContent-Disposition: form-data; name=k; filename*=UTF-8''%Z\r\n\r\nv\r\n--",
      })
  void whatIsRefused(String body) {
    assertRefused(body);
  }

  @Test
  void whatIsTooLong() {
    assertRefused("x".repeat(40_000) + "\r\n----a-b--");
    assertRefused("----a-b--" + "x".repeat(40_000));
    assertRefused("----a-b" + " ".repeat(40_000));
    assertRefused("----a-b\r\nX: " + "x".repeat(40_000));
    assertRefused("----a-b\r\nX: " + "x".repeat(40_000) + "\r\n" + FIELD);
    assertRefused(("----a-b\r\n" + FIELD + "\r\n").repeat(2_001));
  }

  private static void assertRefused(String body) {
    Refusal refusal = assertThrows(Refusal.class, () -> new Collected().take(body));
    assertEquals(ErrorCode.INVALID_BODY, refusal.code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "----a-b",
        "----a-b-",
        "----a-b\r\n" + FIELD + "v",
        "----a-b\r\n" + FIELD + "v\r\n----a-b\r\n",
        "x----a-b--",
      })
  void whatHasNoEnd(String body) {
    assertFalse(new Collected().take(body).parser.isComplete());
  }

  /** The search is one by skips: compare it with one without. */
  @Test
  void theSearchFindsWhatThereIs() {
    Random random = new Random(4);
    Delimiter delimiter = new Delimiter("aab");
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int at = random.nextInt(40); at > 0; at--) {
        text.append("\n-ab".charAt(random.nextInt(4)));
      }
      if (random.nextBoolean()) {
        text.insert(random.nextInt(text.length() + 1), "\n--aab");
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(text.indexOf("\n--aab"), delimiter.find(bytes, 0, bytes.length));
    }
  }
}
