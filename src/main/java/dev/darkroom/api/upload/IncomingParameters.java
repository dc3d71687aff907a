package dev.darkroom.api.upload;

import dev.darkroom.api.request.Parameters;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Incoming;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.transform.language.Format;
import dev.darkroom.transform.language.NamedTransformations;
import dev.darkroom.transform.language.Transformation;
import java.util.List;
import java.util.Locale;

/** The parameters that change or bound content before it is stored. */
final class IncomingParameters {
  private IncomingParameters() {}

  static Incoming of(Parameters parameters) {
    String transformation = parameters.text("transformation").orElse("").strip();
    Transformation.parse(NamedTransformations.without(transformation));
    List<String> allowed =
        parameters.list("allowed_formats").stream()
            .map(format -> Format.of(format).map(Format::word).orElse(lower(format)))
            .toList();
    return new Incoming(transformation, format(parameters), allowed);
  }

  /** The parameter {@code format}, one that pictures are written in; empty for none. */
  static String format(Parameters parameters) {
    String format = lower(parameters.text("format").orElse(""));
    if (format.isEmpty()) {
      return "";
    }
    return Format.of(format)
        .filter(known -> known != Format.AUTO)
        .map(Format::word)
        .orElseThrow(() ->
            Format.known(format)
                ? new Refusal(ErrorCode.UNSUPPORTED_PARAMETER, "format (" + format + ")")
                : new Refusal(ErrorCode.INVALID_PARAMETER, "format", shown(format)));
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
