package dev.darkroom.asset.upload;

import dev.darkroom.asset.store.AssetParts;
import dev.darkroom.asset.store.Derivations;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ExpandTransformation;
import dev.darkroom.protocol.ImageFacts;
import dev.darkroom.protocol.Incoming;
import dev.darkroom.protocol.MediaFacts;
import dev.darkroom.protocol.ProbeBlob;
import dev.darkroom.protocol.ProbeMedia;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.RenderBlob;
import dev.darkroom.protocol.RenderedBlob;
import dev.darkroom.protocol.ResourceType;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From content to material: it is probed, checked against what is allowed, and converted before it
 * is stored when the upload asks so. For virtual threads.
 */
final class Intake {
  private static final Pattern NAMED = Pattern.compile("(^|[/,])t_");

  private final AssetParts parts;

  Intake(AssetParts parts) {
    this.parts = parts;
  }

  /** What will be stored: the content itself, or what the incoming transformation makes of it. */
  Material take(StoreAsset request, StagedBlob content) {
    if (content.blob().size() == 0) {
      throw new Refusal(ErrorCode.EMPTY_FILE);
    }
    Material given = probe(request.resourceType(), content);
    requireAllowed(request.incoming(), given);
    return request.incoming().keepsContent()
        ? given
        : converted(request.environmentId(), request.incoming(), given);
  }

  /** Makes the bytes durable; until a row refers to them they are noted as loose. */
  void keep(StagedBlob content) {
    parts.loose().note(content.blob());
    if (content.staging() != null) {
      parts.blobs().keep(content).await();
    }
  }

  private Material probe(@Nullable ResourceType wanted, StagedBlob content) {
    if (wanted == ResourceType.RAW) {
      return Material.raw(content);
    }
    ImageFacts image = wanted == ResourceType.VIDEO ? null : image(content);
    if (image != null) {
      return Material.picture(content, image);
    }
    if (wanted == ResourceType.IMAGE) {
      throw new Refusal(ErrorCode.INVALID_IMAGE_FILE);
    }
    return moving(wanted, content);
  }

  private Material moving(@Nullable ResourceType wanted, StagedBlob content) {
    ProbeMedia asked = new ProbeMedia(content.blob(), content.staging());
    MediaFacts media = parts.bus().request(ProbeMedia.ADDRESS, asked).await().media();
    if (media == null && wanted == ResourceType.VIDEO) {
      throw new Refusal(ErrorCode.UNSUPPORTED_VIDEO);
    }
    return media == null ? Material.raw(content) : Material.movie(content, media);
  }

  private @Nullable ImageFacts image(StagedBlob content) {
    return parts
        .bus()
        .request(ProbeBlob.ADDRESS, new ProbeBlob(content.blob(), content.staging()))
        .await()
        .image();
  }

  private static void requireAllowed(Incoming incoming, Material given) {
    if (!incoming.allowedFormats().isEmpty()
        && !given.isRaw()
        && !incoming.allowedFormats().contains(given.format())) {
      throw new Refusal(ErrorCode.FORMAT_NOT_ALLOWED, given.format());
    }
  }

  private Material converted(long environmentId, Incoming incoming, Material given) {
    if (given.image() == null) {
      throw Derivations.unsupported(
          given.resourceType(), incoming.transformation(), incoming.format());
    }
    keep(given.content());
    RenderBlob wanted =
        new RenderBlob(
            given.content().blob(),
            given.image(),
            expanded(environmentId, incoming.transformation()),
            incoming.format());
    RenderedBlob made = parts.bus().request(RenderBlob.ADDRESS, wanted).await();
    StagedBlob content = new StagedBlob(made.blob(), made.md5(), null);
    ImageFacts image = image(content);
    return Material.picture(
        content,
        image == null
            ? new ImageFacts(made.format(), made.width(), made.height(), 1, false)
            : image);
  }

  /** Without named transformations. */
  private String expanded(long environmentId, String transformation) {
    if (!NAMED.matcher(transformation).find()) {
      return transformation;
    }
    ExpandTransformation asked = new ExpandTransformation(environmentId, transformation);
    return parts.bus().request(ExpandTransformation.ADDRESS, asked).await().transformation();
  }
}
