package dev.darkroom.journal;

import dev.darkroom.protocol.EndpointOptions;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.ListSigningPairs;
import dev.darkroom.protocol.LoadEnvironment;
import dev.darkroom.protocol.LoadSending;
import dev.darkroom.protocol.WebhookEndpoint;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which keys may have signed what arrived. For virtual threads. */
final class Keys {
  /** Without a name to go by, so many environments are tried. */
  private static final int MOST_TRIED = 50;

  private static final String OF_KEY = "select environment_id from access_key where api_key = $1";
  private static final String ANY = "select id from environment order by id limit $1";

  private final JournalVerticle.Parts parts;

  Keys(JournalVerticle.Parts parts) {
    this.parts = parts;
  }

  Environment environment(long id) {
    return parts.bus().request(LoadEnvironment.ADDRESS, new LoadEnvironment(id)).await();
  }

  /** The environments that may have sent the body: the one whose key it names, else all. */
  List<Environment> senders(byte[] body) {
    List<Environment> senders = new ArrayList<>();
    String apiKey = signatureKey(body);
    if (apiKey != null) {
      for (Row row : parts.database().query(OF_KEY, Tuple.of(apiKey)).await()) {
        senders.add(environment(row.getLong(0)));
      }
    }
    if (senders.isEmpty()) {
      for (Row row : parts.database().query(ANY, Tuple.of(MOST_TRIED)).await()) {
        senders.add(environment(row.getLong(0)));
      }
    }
    return senders;
  }

  /** What else may have signed for the environment; the URL is null when it is unknown. */
  Published published(long environmentId, @Nullable String url) {
    ListSigningPairs asked = new ListSigningPairs(environmentId, false);
    JsonArray keys =
        new JsonObject(parts.bus().request(ListSigningPairs.ADDRESS, asked).await().body())
            .getJsonArray("keys", new JsonArray());
    return new Published(
        secrets(environmentId, url),
        IntStream.range(0, keys.size()).mapToObj(keys::getJsonObject).toList());
  }

  /** What signs for the URL as Standard Webhooks has it: the secret and the one before it. */
  private List<String> secrets(long environmentId, @Nullable String url) {
    if (url == null) {
      return List.of();
    }
    LoadSending asked = new LoadSending(environmentId, url, null);
    WebhookEndpoint endpoint = parts.bus().request(LoadSending.ADDRESS, asked).await().endpoint();
    if (endpoint == null) {
      return List.of();
    }
    EndpointOptions options = endpoint.options();
    return Stream.of(options.secret(), options.previousSecret())
        .filter(secret -> secret != null)
        .toList();
  }

  /** The API key that the body names; null when it names none. */
  static @Nullable String signatureKey(byte[] body) {
    try {
      Object key =
          new JsonObject(new String(body, StandardCharsets.UTF_8)).getValue("signature_key");
      return key instanceof String text && text.indexOf('\0') < 0 ? text : null;
    } catch (DecodeException noJson) {
      return null;
    }
  }
}
