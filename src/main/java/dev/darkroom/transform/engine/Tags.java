package dev.darkroom.transform.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.imaging.Imaging;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.common.GenericImageMetadata.GenericImageMetadataItem;
import org.apache.commons.imaging.common.ImageMetadata;
import org.apache.commons.imaging.formats.jpeg.JpegImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata.GpsInfo;
import org.apache.commons.imaging.formats.tiff.fieldtypes.AbstractFieldType;

/**
 * What a file says of itself, as texts by their tags' names: EXIF and GPS, IPTC, XMP, density. Each
 * facet that is broken is left out, as in {@link Metadata}.
 */
final class Tags {
  /** The others hold no tags, or commons-imaging reads far more of them than their tags. */
  private static final Set<SourceFormat> TOLD =
      Set.of(SourceFormat.JPG, SourceFormat.PNG, SourceFormat.WEBP, SourceFormat.TIFF);

  private static final int MOST_TAGS = 500;
  private static final int LONGEST_VALUE = 2_000;
  private static final long LARGEST_FILE = 64_000_000;

  /** Values of one property, as an attribute or as an element; never parsed as XML. */
  private static final Pattern XMP =
      Pattern.compile(
          "([A-Za-z]\\w{0,30}):([A-Za-z]\\w{0,60})(?:=\"([^\"<>]{1,2000})\"|>([^<>]{1,2000})</)");

  private final Map<String, String> tags = new TreeMap<>();
  private final Path file;

  private Tags(Path file) {
    this.file = file;
  }

  static Map<String, String> of(Path file) {
    Tags found = new Tags(file);
    try {
      boolean told = SourceFormat.of(file).filter(TOLD::contains).isPresent();
      if (told && Files.size(file) <= LARGEST_FILE) {
        found.read();
      }
    } catch (IOException gone) {
      return Map.of();
    }
    return found.tags;
  }

  private void read() {
    Metadata.facet("metadata", file, () -> Imaging.getMetadata(file.toFile()))
        .ifPresent(metadata -> {
          switch (metadata) {
            case JpegImageMetadata jpeg -> {
              TiffImageMetadata exif = jpeg.getExif();
              if (exif != null) {
                exif(exif);
              }
              if (jpeg.getPhotoshop() != null) {
                items(jpeg.getPhotoshop());
              }
            }
            case TiffImageMetadata tiff -> exif(tiff);
            default -> items(metadata);
          }
        });
    Metadata.facet("xmp", file, () -> Imaging.getXmpXml(file.toFile())).ifPresent(this::xmp);
    Metadata.facet("density", file, () -> Imaging.getImageInfo(file.toFile()))
        .filter(info -> info.getPhysicalWidthDpi() > 0)
        .ifPresent(info -> put("DPI", String.valueOf(info.getPhysicalWidthDpi())));
  }

  private void exif(TiffImageMetadata exif) {
    for (TiffField field : exif.getAllFields()) {
      Metadata.facet("field", file, () -> text(field))
          .ifPresent(value -> put(field.getTagName(), value));
    }
    Metadata.facet("gps", file, exif::getGpsInfo).ifPresent(this::place);
  }

  /** Bytes that are letters, such as versions, are told as letters. */
  private static String text(TiffField field) throws ImagingException {
    if (field.getFieldType().equals(AbstractFieldType.UNDEFINED)) {
      String letters = new String(field.getByteArrayValue(), StandardCharsets.US_ASCII);
      if (letters.matches("[ -~]{1,100}")) {
        return letters;
      }
    }
    return field.getValueDescription();
  }

  private void place(GpsInfo place) {
    Metadata.facet(
            "place",
            file,
            () -> place.getLatitudeAsDegreesNorth() + "," + place.getLongitudeAsDegreesEast())
        .ifPresent(text -> put("GPSPosition", text));
  }

  private void items(ImageMetadata metadata) {
    for (ImageMetadata.ImageMetadataItem item : metadata.getItems()) {
      if (item instanceof GenericImageMetadataItem pair) {
        put(pair.getKeyword(), pair.getText());
      }
    }
  }

  private void xmp(String xml) {
    Matcher property = XMP.matcher(xml);
    while (property.find() && tags.size() < MOST_TAGS) {
      if (!property.group(1).equals("xmlns") && !property.group(1).equals("rdf")) {
        String value = property.group(3) == null ? property.group(4) : property.group(3);
        put(property.group(2), value);
      }
    }
  }

  /** The first to say something is believed; several keywords are one list. */
  private void put(String name, String value) {
    String key = name.replaceAll("[^\\p{L}\\p{N}_]", "");
    String text = value.strip().replaceAll("^'|'$", "").replace("\0", "");
    if (key.isEmpty() || text.isEmpty() || tags.size() >= MOST_TAGS) {
      return;
    }
    String shown = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text;
    tags.merge(
        key,
        shown,
        (old, more) -> key.equals("Keywords") && !old.contains(more) ? old + ", " + more : old);
  }
}
