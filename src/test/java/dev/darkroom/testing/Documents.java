package dev.darkroom.testing;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** Generated PDF files, good ones and hostile ones. */
public final class Documents {
  private Documents() {}

  /** Pages of 200 x 100 points in these colours; every second one is twice as high. */
  public static byte[] pages(Color... colors) {
    return saved(document(colors));
  }

  /** The same, to be opened with a password only. */
  public static byte[] locked(Color... colors) {
    PDDocument document = document(colors);
    try {
      document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return saved(document);
  }

  /** Files that want more memory or time than any reader has, or that end nowhere. */
  public static List<byte[]> bombs() {
    StringBuilder nested = new StringBuilder();
    for (int level = 0; level < 30; level++) {
      String next = "/X0 Do ".repeat(level < 29 ? 9 : 0) + "0 0 9 9 re f";
      nested
          .append(20 + level)
          .append(" 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 200 100]/Resources<</XObject<</X0 ")
          .append(21 + level)
          .append(" 0 R>>>>/Length ")
          .append(next.length())
          .append(">> stream\n")
          .append(next)
          .append("\nendstream endobj\n");
    }
    String image =
        "20 0 obj <</Type/XObject/Subtype/Image/Width 90000/Height 90000/BitsPerComponent 8"
            + "/ColorSpace/DeviceRGB/Filter/RunLengthDecode/Length 3>> stream\n\u0081x\u0080\nendstream endobj\n";
    return List.of(
            page("0 0 200 100", "/X0 Do", nested.toString()),
            page("0 0 200 100", "200 0 0 100 0 0 cm /X0 Do", image),
            page("0 0 1000000000 1000000000", "", ""),
            page("0 0 -1 0", "", ""),
            page("0 0 200 100", "q ".repeat(500_000), ""),
            page("0 0 200 100", "[".repeat(100_000), ""),
            """
            %PDF-1.4
            1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
            2 0 obj <</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>> endobj
            trailer <</Root 1 0 R>>\
            """,
            "%PDF-1.7\n" + "<<".repeat(200_000),
            "%PDF-1.7\n1 0 obj <</Length 99999999999>> stream\nx",
            "%PDF-")
        .stream()
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static String page(String box, String content, String objects) {
    return "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        + "2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
        + "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox["
        + box
        + "]/Contents 4 0 R/Resources<</XObject<</X0 20 0 R>>>>>> endobj\n"
        + "4 0 obj <</Length "
        + content.length()
        + ">> stream\n"
        + content
        + "\nendstream endobj\n"
        + objects
        + "trailer <</Root 1 0 R>>\n%%EOF";
  }

  private static PDDocument document(Color... colors) {
    PDDocument document = new PDDocument();
    try {
      for (Color color : colors) {
        int height = document.getNumberOfPages() % 2 == 0 ? 100 : 200;
        PDPage page = new PDPage(new PDRectangle(200, height));
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.setNonStrokingColor(color);
          content.addRect(0, 0, 100, height);
          content.fill();
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return document;
  }

  private static byte[] saved(PDDocument document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (document) {
      document.save(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
