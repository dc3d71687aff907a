package dev.darkroom.api.upload;

import dev.darkroom.api.request.RequestSignature;
import dev.darkroom.api.request.RequestSignature.Algorithm;
import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.StoredAsset;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The answer to an upload: what the asset store says, with the two members that need the caller's
 * key (reference/upload-api.md 4.4).
 */
final class UploadAnswer {
  private UploadAnswer() {}

  static String of(StoredAsset stored, AccessKey key) {
    if (stored.publicId() == null) {
      return stored.body();
    }
    String signed = "public_id=" + stored.publicId() + "&version=" + stored.version();
    String signature = RequestSignature.sign(signed, key.secret(), Algorithm.SHA_1);
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
    return answer.put("api_key", key.apiKey()).encode();
  }
}
