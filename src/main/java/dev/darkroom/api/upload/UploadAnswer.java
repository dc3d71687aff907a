package dev.darkroom.api.upload;

import dev.darkroom.api.request.Authentication.Sender;
import dev.darkroom.api.request.RequestSignature;
import dev.darkroom.api.request.Requester;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The answer to an upload: what the asset store says, with the two members that need the caller's
 * key (reference/upload-api.md 4.4). Nobody's key is shown to an unsigned caller.
 */
final class UploadAnswer {
  private UploadAnswer() {}

  /** The answer to a verified caller. */
  static String of(StoredAsset stored, Requester requester) {
    return of(stored, requester.environment(), new Sender(requester.key(), true));
  }

  /** The answer; the signature is of version 1, in the environment's algorithm. */
  static String of(StoredAsset stored, Environment environment, Sender sender) {
    if (stored.publicId() == null) {
      return stored.body();
    }
    String signed = "public_id=" + stored.publicId() + "&version=" + stored.version();
    String signature =
        RequestSignature.sign(signed, sender.key().secret(), environment.signatureAlgorithm());
    JsonObject answer = new JsonObject();
    for (Map.Entry<String, Object> member : new JsonObject(stored.body())) {
      answer.put(member.getKey(), member.getValue());
      if (member.getKey().equals("version_id")) {
        answer.put("signature", signature);
      }
    }
    if (!answer.containsKey("signature")) {
      answer.put("signature", signature);
    }
    return sender.signed()
        ? answer.put("api_key", sender.key().apiKey()).encode()
        : answer.encode();
  }
}
