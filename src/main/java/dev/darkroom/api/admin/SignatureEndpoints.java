package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ListSigningPairs;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SetSignatureAlgorithm;
import dev.darkroom.protocol.SignatureAlgorithm;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;

/**
 * {@code /v1_1/:cloud/notification_signatures}: with what notifications are signed. Ours: at
 * Cloudinary this is a page of the console.
 */
public final class SignatureEndpoints implements CallGroup {
  private static final String PATH = "notification_signatures";
  private static final Set<String> WORDS = Set.of("sha1", "sha256");

  private final Bus bus;

  /** The endpoints. */
  public SignatureEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, PATH, call -> show(call, call.environment().signatureAlgorithm()));
    routes.on(HttpMethod.PUT, PATH, this::change);
  }

  private Future<String> show(Call call, SignatureAlgorithm algorithm) {
    return pairs(call, false).map(keys -> json(call, algorithm, keys));
  }

  /** {@code signature_algorithm}, {@code rotate_eddsa}. */
  private Future<String> change(Call call) {
    Parameters parameters = call.parameters();
    boolean rotate = parameters.flag("rotate_eddsa", false);
    if (!rotate && !parameters.has("signature_algorithm")) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "signature_algorithm");
    }
    SignatureAlgorithm before = call.environment().signatureAlgorithm();
    String word = parameters.word("signature_algorithm", before.word(), WORDS);
    SignatureAlgorithm algorithm = SignatureAlgorithm.valueOf(word.toUpperCase(Locale.ROOT));
    return bus.request(
            SetSignatureAlgorithm.ADDRESS,
            new SetSignatureAlgorithm(call.environment().id(), algorithm))
        .compose(set -> pairs(call, rotate))
        .map(keys -> json(call, algorithm, keys));
  }

  private Future<JsonObject> pairs(Call call, boolean rotate) {
    return bus.request(
            ListSigningPairs.ADDRESS, new ListSigningPairs(call.environment().id(), rotate))
        .map(Answer::body)
        .map(JsonObject::new);
  }

  private static String json(Call call, SignatureAlgorithm algorithm, JsonObject keys) {
    return new JsonObject()
        .put("signature_algorithm", algorithm.word())
        .put("signature_key", call.environment().signingKey().apiKey())
        .put("jwks_path", "/v1_1/" + call.environment().cloud() + "/.well-known/jwks.json")
        .put("jwks", keys)
        .encode();
  }
}
