package dev.darkroom.transform.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The fonts that texts are drawn with: those of the system where it has any, and DejaVu, which is
 * packed, so that a bare container draws letters as well.
 */
final class Fonts {
  private static final String PACKED = "/net/sf/jasperreports/fonts/dejavu/";
  private static final List<String> FILES =
      List.of(
          "DejaVuSans.ttf",
          "DejaVuSans-Bold.ttf",
          "DejaVuSans-Oblique.ttf",
          "DejaVuSans-BoldOblique.ttf",
          "DejaVuSansMono.ttf",
          "DejaVuSansMono-Bold.ttf",
          "DejaVuSansMono-Oblique.ttf",
          "DejaVuSansMono-BoldOblique.ttf",
          "DejaVuSerif.ttf",
          "DejaVuSerif-Bold.ttf",
          "DejaVuSerif-Italic.ttf",
          "DejaVuSerif-BoldItalic.ttf");

  /** The system's own configuration comes first: it knows what its fonts may stand in for. */
  private static final String CONFIGURATION =
      """
      <?xml version="1.0"?>
      <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
      <fontconfig>
        <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
        <dir>/usr/share/fonts</dir>
        <dir>/usr/local/share/fonts</dir>
        <dir>FOLDER</dir>
        <cachedir>FOLDER/cache</cachedir>
        <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
        <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
        <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
        <alias><family>Times</family><default><family>serif</family></default></alias>
        <alias><family>Times New Roman</family><default><family>serif</family></default></alias>
        <alias><family>Georgia</family><default><family>serif</family></default></alias>
        <alias><family>Courier</family><default><family>monospace</family></default></alias>
        <alias><family>Courier New</family><default><family>monospace</family></default></alias>
      </fontconfig>
      """;

  private Fonts() {}

  /** A configuration of fontconfig, with the packed fonts beside it. */
  static Path configuration(Path folder) {
    Path fonts = folder.resolve("fonts").toAbsolutePath();
    Path file = fonts.resolve("fonts.conf");
    try {
      Files.createDirectories(fonts);
      for (String font : FILES) {
        unpack(font, fonts.resolve(font));
      }
      String place = fonts.toString().replace("&", "&amp;").replace("<", "&lt;");
      return Files.writeString(file, CONFIGURATION.replace("FOLDER", place));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private static void unpack(String font, Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try (InputStream content = Fonts.class.getResourceAsStream(PACKED + font)) {
      if (content != null) {
        Path partial = Files.createTempFile(file.getParent(), "unpacking", "");
        Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
