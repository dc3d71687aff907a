package dev.darkroom.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for measures of a picture.
 *
 * @param staging names bytes that are only staged on this node; null once they are kept
 * @param wanted words of the upload parameters: {@code colors}, {@code faces}, {@code phash},
 *     {@code image_metadata}, {@code media_metadata}, {@code exif}, {@code quality_analysis},
 *     {@code accessibility_analysis}, {@code cinemagraph_analysis}
 */
public record AnalyzeBlob(
    BlobRef blob, @Nullable String staging, ImageFacts image, List<String> wanted)
    implements BusMessage {
  public static final Address<AnalyzeBlob, AnalyzedBlob> ADDRESS =
      Address.of("transform.analyze", AnalyzeBlob.class, AnalyzedBlob.class)
          .onThisNode()
          .atLength();
}
