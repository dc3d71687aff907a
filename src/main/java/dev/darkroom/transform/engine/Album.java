package dev.darkroom.transform.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** A PDF with one JPEG per page, a pixel being a point. What it holds lies in a file. */
public final class Album implements AutoCloseable {
  private final PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
  private int width;
  private int height;

  /** Adds a page. */
  public void add(Rendering jpeg) throws IOException {
    PDImageXObject image = JPEGFactory.createFromByteArray(document, jpeg.bytes());
    PDPage page = new PDPage(new PDRectangle(jpeg.width(), jpeg.height()));
    if (document.getNumberOfPages() == 0) {
      width = jpeg.width();
      height = jpeg.height();
    }
    document.addPage(page);
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.drawImage(image, 0, 0, jpeg.width(), jpeg.height());
    }
  }

  /** The file; its size is that of the first page. */
  public Rendering finished() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return new Rendering(bytes.toByteArray(), "pdf", width, height);
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
