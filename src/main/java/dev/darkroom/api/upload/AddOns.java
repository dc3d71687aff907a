package dev.darkroom.api.upload;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import java.util.Map;
import java.util.Set;

/**
 * Parameters that ask services of other companies: nobody is subscribed to them here. Refused as
 * the contract does (reference/upload-api.md 4.2): what is no such service in the words of its
 * parameter, what is one as not subscribed.
 */
final class AddOns {
  private static final Set<String> NOTHING = Set.of("false", "0", "none", "[]", "{}", "null");
  private static final Map<String, Set<String>> SERVICES =
      Map.of(
          "raw_convert",
          Set.of("aspose", "aspose_pdf", "google_speech", "azure_video_indexer", "extract_text"),
          "detection",
          Set.of(
              "adv_face",
              "aws_rek_face",
              "captioning",
              "cld-fashion",
              "cld-text",
              "coco",
              "coco_v1",
              "coco_v2",
              "human-anatomy",
              "iqa",
              "lvis",
              "openimages",
              "shop-classifier",
              "unidet",
              "watermark-detection"),
          "ocr",
          Set.of("adv_ocr"),
          "categorization",
          Set.of(
              "aws_rek_tagging",
              "azure_video_indexer",
              "google_tagging",
              "google_video_tagging",
              "imagga_tagging"),
          "similarity_search",
          Set.of("cloudinary_ai"),
          "background_removal",
          Set.of("cloudinary_ai", "pixelz", "remove_the_background", "remove-the-background"));
  private static final Set<String> MODERATIONS =
      Set.of(
          "aws_rek",
          "aws_rek_video",
          "google_video_moderation",
          "imagga",
          "metascan",
          "perception_point",
          "webpurify");
  private static final Set<String> FLAGS = Set.of("auto_chaptering", "auto_transcription");

  private AddOns() {}

  /** Refuses the first parameter that asks for a service. */
  static void refuse(Parameters parameters) {
    for (String name : parameters.names()) {
      String value = parameters.text(name).orElse("none");
      boolean asks = !NOTHING.contains(value);
      if (asks && FLAGS.contains(name)) {
        throw new Refusal(ErrorCode.NO_SUBSCRIPTION, name);
      }
      if (asks && SERVICES.containsKey(name)) {
        throw refusal(name, value, SERVICES.getOrDefault(name, Set.of()));
      }
    }
    parameters.text("auto_tagging").ifPresent(AddOns::refuseAutoTagging);
  }

  /** Refuses a moderation that is done by somebody else, or by nobody. */
  static Refusal moderation(String kind) {
    String name = kind.split(":", 2)[0];
    return MODERATIONS.contains(name)
        ? new Refusal(ErrorCode.NO_SUBSCRIPTION, name)
        : new Refusal(ErrorCode.INVALID_MODERATION, shown(kind));
  }

  private static Refusal refusal(String name, String value, Set<String> services) {
    String service = value.split("[:\\[]", 2)[0];
    if (services.contains(service)) {
      return new Refusal(ErrorCode.NO_SUBSCRIPTION, service);
    }
    return switch (name) {
      case "raw_convert" -> new Refusal(ErrorCode.INVALID_ADD_ON, "Raw convert");
      case "background_removal" -> new Refusal(ErrorCode.INVALID_ADD_ON, "Background removal");
      case "detection" -> new Refusal(ErrorCode.INVALID_DETECTION, shown(value));
      default -> new Refusal(ErrorCode.ILLEGAL_VALUE, name, shown(value));
    };
  }

  private static void refuseAutoTagging(String value) {
    if (!value.matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?")) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "auto_tagging", shown(value));
    }
    throw new Refusal(ErrorCode.NO_SUBSCRIPTION, "auto_tagging");
  }

  private static String shown(String value) {
    return value.length() <= 100 ? value : value.substring(0, 100) + "…";
  }
}
