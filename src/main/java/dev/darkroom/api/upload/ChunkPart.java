package dev.darkroom.api.upload;

import dev.darkroom.api.request.Credentials;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.RequestSignature;
import dev.darkroom.protocol.ChunkRange;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import dev.darkroom.protocol.StoreAsset;
import dev.darkroom.protocol.StoreChunk;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the headers {@code X-Unique-Upload-Id} and {@code Content-Range} of a request say, in every
 * SDK's spelling (reference/upload-api.md 4.3). It is pure.
 */
record ChunkPart(String uploadId, ChunkRange range) {
  private static final Pattern HEADER =
      Pattern.compile(
          "(?i)bytes[\\s=]+(\\d{1,18})-(\\d{1,18}|-1)(?:/(\\d{1,18}|-1|\\*))?",
          Pattern.UNICODE_CASE);
  private static final Pattern UPLOAD_ID = Pattern.compile("[\\x21-\\x7e]{1,200}");

  /** The least size of every part but the last, bytes. */
  private static final long SMALLEST = 5L << 20;

  /** Null for a request that has the whole file. */
  static @Nullable ChunkPart of(HttpServerRequest request) {
    return of(request.getHeader("Content-Range"), request.getHeader("X-Unique-Upload-Id"));
  }

  /** The same of the two headers. */
  static @Nullable ChunkPart of(@Nullable String contentRange, @Nullable String uploadId) {
    if (contentRange == null || contentRange.isBlank()) {
      return null;
    }
    ChunkRange range = range(contentRange.strip());
    if (range.first() == 0 && range.endsTheFile()) {
      return null;
    }
    if (uploadId == null || uploadId.isBlank()) {
      throw new Refusal(
          ErrorCode.MISSING_PARAMETER, range.first() == 0 ? "X-Unique-Upload-Id" : "public_id");
    }
    if (!UPLOAD_ID.matcher(uploadId.strip()).matches()) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "X-Unique-Upload-Id", shown(uploadId));
    }
    if (range.total() != ChunkRange.UNSAID && !range.endsTheFile() && range.size() < SMALLEST) {
      throw new Refusal(ErrorCode.CHUNK_TOO_SMALL);
    }
    return new ChunkPart(uploadId.strip(), range);
  }

  /**
   * The parameters that count. PHP signs a chunked upload once and may add a {@code public_id} to
   * later parts: for them Basic credentials are as good as a signature, and an id that was not
   * signed is passed over.
   */
  Parameters trusted(Environment environment, Parameters parameters, Credentials credentials) {
    if (range.first() == 0 || !parameters.has("signature")) {
      return parameters;
    }
    if (credentials instanceof Credentials.Basic) {
      return parameters.without("signature");
    }
    Parameters signed = parameters.without("public_id");
    boolean signedWithoutId =
        environment
            .key(parameters.text("api_key").orElse(""))
            .filter(key -> matches(signed, key.secret()) && !matches(parameters, key.secret()))
            .isPresent();
    return signedWithoutId ? signed : parameters;
  }

  /** The message for the asset store, once the part has arrived. */
  StoreChunk message(StoreAsset upload) {
    StagedBlob content = upload.content();
    if (content == null) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "file", "a URL has no parts");
    }
    return new StoreChunk(upload, uploadId, arrived(content.blob().size()));
  }

  /** PHP cannot say where a part ends whose size it does not know: it writes {@code 0--1}. */
  private ChunkRange arrived(long size) {
    boolean unsaid = range.total() == ChunkRange.UNSAID && range.size() == 0;
    if (size != range.size() && !unsaid) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER,
          "Content-Range",
          range.size() + " bytes were announced, " + size + " arrived");
    }
    return new ChunkRange(range.first(), range.first() + size - 1, range.total());
  }

  private static ChunkRange range(String header) {
    Matcher parts = HEADER.matcher(header);
    if (!parts.matches()) {
      throw invalid(header);
    }
    long first = Long.parseLong(parts.group(1));
    long last = Long.parseLong(parts.group(2));
    ChunkRange range = new ChunkRange(first, last, total(parts.group(3)));
    boolean empty = last == first - 1;
    boolean mayBeEmpty = range.total() == ChunkRange.UNSAID || range.endsTheFile();
    if (last < first - 1
        || (empty && !mayBeEmpty)
        || (range.total() >= 0 && last >= range.total())) {
      throw invalid(header);
    }
    return range;
  }

  private static long total(@Nullable String word) {
    if (word == null) {
      return ChunkRange.UNSAID;
    }
    return word.equals("*") ? ChunkRange.LATER : Long.parseLong(word);
  }

  private static boolean matches(Parameters parameters, String secret) {
    return RequestSignature.matches(parameters, secret, parameters.required("signature"));
  }

  private static Refusal invalid(String header) {
    return new Refusal(ErrorCode.INVALID_PARAMETER, "Content-Range", shown(header));
  }

  private static String shown(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
