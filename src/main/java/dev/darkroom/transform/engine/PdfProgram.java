package dev.darkroom.transform.engine;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * The program of a child process that reads PDF files for {@link PdfReader}: whatever a hostile one
 * does to memory or time, it does to this process alone. Questions come line by line, fields apart
 * by tabs: {@code probe page file} or {@code draw page width height result file}. It ends with its
 * parent, and after a minute without questions.
 */
public final class PdfProgram {
  static final String OK = "ok";
  static final String LOCKED = "locked";
  static final String NO_PAGE = "nopage";
  static final String BROKEN = "broken";

  private static final long LONGEST_IDLE_SECONDS = 60;
  private static final int LARGEST_SIDE = 14_400;
  private static final int PIXEL = 4;

  private PdfProgram() {}

  /** No arguments. */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    BlockingQueue<String> questions = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().start(() -> read(questions));
    String question = questions.poll(LONGEST_IDLE_SECONDS, TimeUnit.SECONDS);
    while (question != null) {
      answers.println(answer(question.split("\t", -1)));
      answers.flush();
      question = questions.poll(LONGEST_IDLE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Ends the process when its parent is gone, also in the middle of work. */
  private static void read(BlockingQueue<String> questions) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        questions.add(line);
      }
    } catch (IOException gone) {
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(0);
  }

  private static String answer(String[] question) {
    File file = new File(question[question.length - 1]);
    try (PDDocument document = Loader.loadPDF(file, IOUtils.createTempFileOnlyStreamCache())) {
      int number = Integer.parseInt(question[1]);
      if (number > document.getNumberOfPages()) {
        return document.getNumberOfPages() == 0 ? BROKEN : NO_PAGE;
      }
      if (question[0].equals("draw")) {
        draw(document, question);
        return OK;
      }
      return OK + "\t" + document.getNumberOfPages() + "\t" + size(document.getPage(number - 1));
    } catch (InvalidPasswordException locked) {
      return LOCKED;
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      return BROKEN;
    }
  }

  /** Width and height in points, as displayed. */
  private static String size(PDPage page) {
    PDRectangle box = page.getCropBox();
    boolean lies = page.getRotation() % 180 != 0;
    int width = side(lies ? box.getHeight() : box.getWidth());
    int height = side(lies ? box.getWidth() : box.getHeight());
    return width + "\t" + height;
  }

  private static int side(float points) {
    return (int) Math.clamp(Math.round(points), 1L, LARGEST_SIDE);
  }

  private static void draw(PDDocument document, String[] question) throws IOException {
    int number = Integer.parseInt(question[1]) - 1;
    int width = Integer.parseInt(question[2]);
    int height = Integer.parseInt(question[3]);
    String[] size = size(document.getPage(number)).split("\t", -1);
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setBackground(Color.WHITE);
    graphics.clearRect(0, 0, width, height);
    PDFRenderer renderer = new PDFRenderer(document);
    renderer.setSubsamplingAllowed(true);
    renderer.renderPageToGraphics(
        number,
        graphics,
        (float) width / Integer.parseInt(size[0]),
        (float) height / Integer.parseInt(size[1]));
    graphics.dispose();
    write(sheet, Path.of(question[4]));
  }

  private static void write(BufferedImage sheet, Path file) throws IOException {
    int[] row = new int[sheet.getWidth()];
    byte[] bytes = new byte[PIXEL * row.length];
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int y = 0; y < sheet.getHeight(); y++) {
        sheet.getRGB(0, y, row.length, 1, row, 0, row.length);
        for (int x = 0; x < row.length; x++) {
          bytes[PIXEL * x] = (byte) (row[x] >> 16);
          bytes[PIXEL * x + 1] = (byte) (row[x] >> 8);
          bytes[PIXEL * x + 2] = (byte) row[x];
          bytes[PIXEL * x + 3] = (byte) 0xff;
        }
        stream.write(bytes);
      }
    }
  }
}
