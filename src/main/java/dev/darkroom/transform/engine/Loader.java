package dev.darkroom.transform.engine;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.plan.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sources: headers under the limits, then pixels, shrunk while they are decoded. */
final class Loader {
  private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

  private static final int SEQUENTIAL = 1;

  /** {@code VIPS_FAIL_ON_ERROR}: half a picture is worse than none. */
  private static final int FAIL_ON_ERROR = 2;

  private static final int ALL_PAGES = -1;
  private static final int LARGEST_JPEG_SHRINK = 8;

  private final EngineLimits limits;
  private final PdfReader documents;

  Loader(EngineLimits limits, PdfReader documents) {
    this.limits = limits;
    this.documents = documents;
  }

  /**
   * The header, nothing when it cannot be read; refuses a picture that is too large.
   *
   * @param page which page, or frame, from 1 on
   */
  Optional<Header> header(Scope scope, Path file, int page) {
    Optional<SourceFormat> sniffed = sniffed(file);
    if (sniffed.equals(Optional.of(SourceFormat.PDF))) {
      return document(file, page);
    }
    Optional<Header> header = sniffed.flatMap(format -> header(scope, file, format));
    if (header.isPresent() && page > 1) {
      header = Optional.of(later(scope, file, header.get(), page));
    }
    header.ifPresent(known ->
        limits.require(
            known.stored().width(),
            known.stored().height(),
            known.format().moves() ? known.pages() : 1));
    return header;
  }

  private Optional<Header> document(Path file, int page) {
    return documents
        .facts(file, page)
        .map(facts -> new Header(SourceFormat.PDF, facts.page(), page, 1, facts.pages(), false));
  }

  /** The header of a later page, which may be of another size. */
  private Header later(Scope scope, Path file, Header first, int page) {
    if (page > first.pages()) {
      throw new Refusal(ErrorCode.INVALID_TRANSFORMATION_VALUE, "page", page);
    }
    NativeImage image = loader(scope, file, first.format()).with("page", page - 1).image();
    Size stored = new Size(image.width(), image.height());
    return new Header(
        first.format(), stored, page, image.orientation(), first.pages(), image.hasAlpha());
  }

  /** Refuses a file that begins like a common picture, and has no readable header or no end. */
  void requireSound(Path file, Optional<Header> header) {
    try {
      boolean broken =
          header.isPresent()
              ? !Completeness.isWhole(file, header.get().format())
              : SourceFormat.of(file).filter(SourceFormat::isCommon).isPresent();
      if (broken) {
        throw broken();
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** One picture, no larger than needed to make the target of it, as stored. */
  NativeImage still(Scope scope, Path file, Header header, Size target) {
    SourceFormat format = header.format();
    if (format == SourceFormat.PDF) {
      return documents.page(scope, file, header.page(), target);
    }
    if (format.readInJava()) {
      Size size = header.stored();
      byte[] pixels = Metadata.pixels(file, size).orElseThrow(Loader::broken);
      return scope.pixels(pixels, size.width(), size.height());
    }
    Operation loader = loader(scope, file, format);
    if (header.page() > 1) {
      loader.with("page", header.page() - 1);
    }
    double factor = factor(header.stored(), target);
    return switch (format) {
      case JPG -> loader.with("shrink", jpegShrink(factor)).image();
      case WEBP -> loader.with("scale", Math.min(1, 1 / factor)).image();
      case SVG -> {
        requireCheap(file, target);
        yield loader.with("scale", 1 / factor).image();
      }
      case PNG, GIF, AVIF, HEIC, TIFF, BMP, PSD, PNM, PDF -> loader.image();
    };
  }

  /** All frames, one below the other. */
  NativeImage frames(Scope scope, Path file, Header header) {
    return loader(scope, file, header.format()).with("n", ALL_PAGES).image();
  }

  private void requireCheap(Path file, Size size) {
    try {
      if (SvgCost.tooHigh(file, size)) {
        throw new Refusal(ErrorCode.RENDER_TOO_SLOW, limits.time().toSeconds());
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Refusal broken() {
    return new Refusal(ErrorCode.INVALID_IMAGE_FILE);
  }

  private Optional<Header> header(Scope scope, Path file, SourceFormat format) {
    if (format.readInJava()) {
      return Metadata.header(file, format);
    }
    try {
      NativeImage image = loader(scope, file, format).image();
      Size stored = new Size(image.width(), image.height());
      return Optional.of(
          new Header(format, stored, 1, image.orientation(), image.pages(), image.hasAlpha()));
    } catch (VipsException unreadable) {
      if (scope.killed()) {
        throw unreadable;
      }
      LOG.debug("no header: {}", unreadable.getMessage());
      return Optional.empty();
    }
  }

  private Optional<SourceFormat> sniffed(Path file) {
    try {
      return SourceFormat.of(file)
          .filter(format -> format != SourceFormat.SVG || size(file) <= limits.svgBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Operation loader(Scope scope, Path file, SourceFormat format) {
    return scope
        .operation(format.loader())
        .with("source", scope.source(file))
        .with("access", SEQUENTIAL)
        .with("fail-on", FAIL_ON_ERROR);
  }

  /** How many times larger the source is, on the side where it is least so. */
  private static double factor(Size stored, Size target) {
    return Math.min(
        (double) stored.width() / target.width(), (double) stored.height() / target.height());
  }

  private static int jpegShrink(double factor) {
    int shrink = LARGEST_JPEG_SHRINK;
    while (shrink > Math.max(1, factor)) {
      shrink /= 2;
    }
    return shrink;
  }
}
