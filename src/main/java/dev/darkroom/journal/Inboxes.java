package dev.darkroom.journal;

import dev.darkroom.outbox.DeliveryDetails;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.EmptyInbox;
import dev.darkroom.protocol.Environment;
import dev.darkroom.protocol.KeepArrival;
import dev.darkroom.protocol.KeepArrival.KeptArrival;
import dev.darkroom.protocol.ListArrivals;
import dev.darkroom.protocol.SetInbox;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The built-in receiver: keeps what arrives, says whether its signatures hold, and shows it to
 * whoever asks. For virtual threads.
 */
final class Inboxes {
  private static final int LOOK_AGAIN_MILLIS = 100;

  private final Vertx vertx;
  private final JournalVerticle.Parts parts;
  private final Keys keys;
  private final InboxStore store;

  Inboxes(Vertx vertx, JournalVerticle.Parts parts, Keys keys) {
    this.vertx = vertx;
    this.parts = parts;
    this.keys = keys;
    this.store = new InboxStore(parts.database());
  }

  KeptArrival keep(KeepArrival arrival) {
    byte[] body = Base64.getDecoder().decode(arrival.body());
    JsonObject headers = new JsonObject();
    arrival.headers().forEach((name, value) -> headers.put(name, value.replace('\0', '?')));
    return store.insert(
        arrival.name(), headers, Buffer.buffer(body), verdict(body, arrival.headers()));
  }

  Answer list(ListArrivals asked) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(asked.waitMillis());
    while (store.count(asked.name(), asked.after()) < asked.count()
        && System.nanoTime() < deadline) {
      vertx.timer(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS).await();
    }
    JsonArray arrivals = new JsonArray();
    store.list(asked.name(), asked.after()).forEach(arrival -> arrivals.add(json(arrival)));
    InboxStore.Manner manner =
        store.manner(asked.name()).orElseGet(() -> new InboxStore.Manner(200, null));
    JsonObject answer = new JsonObject().put("inbox", asked.name()).put("status", manner.status());
    if (manner.times() != null) {
      answer.put("times", Math.max(0, manner.times()));
    }
    return new Answer(answer.put("arrivals", arrivals).encode());
  }

  Done set(SetInbox asked) {
    store.set(asked.name(), asked.status(), asked.times() == 0 ? null : asked.times());
    return new Done();
  }

  Answer empty(EmptyInbox asked) {
    return new Answer(JsonObject.of("deleted", store.delete(asked.name())).encode());
  }

  /** By the sender whose signatures hold, else by the first that may be meant. */
  private JsonObject verdict(byte[] body, Map<String, String> headers) {
    JsonObject first = null;
    for (Environment sender : keys.senders(body)) {
      List<SignatureFinding> findings =
          new SignatureCheck(sender, body, headers, parts.clock().instant())
              .findings(keys.published(sender.id(), url(sender, headers)));
      boolean valid = !findings.isEmpty() && findings.stream().allMatch(SignatureFinding::valid);
      JsonArray signatures = new JsonArray();
      findings.forEach(finding -> signatures.add(finding.json()));
      JsonObject verdict =
          new JsonObject()
              .put("valid", valid)
              .put("cloud", sender.cloud())
              .put("signatures", signatures);
      if (valid) {
        return verdict;
      }
      first = first == null ? verdict : first;
    }
    return first == null
        ? new JsonObject().put("valid", false).put("signatures", new JsonArray())
        : first;
  }

  private @Nullable String url(Environment sender, Map<String, String> headers) {
    String id = headers.getOrDefault("x-darkroom-delivery", "");
    return id.matches("\\d{1,18}")
        ? DeliveryDetails.find(parts.database(), sender.id(), Long.parseLong(id))
            .await()
            .map(DeliveryDetails::url)
            .orElse(null)
        : null;
  }

  private static JsonObject json(InboxStore.Arrival arrival) {
    JsonObject json =
        new JsonObject()
            .put("id", arrival.id())
            .put("arrived_at", arrival.at().toString())
            .put("answered", arrival.status())
            .put("headers", arrival.headers())
            .put("signature", arrival.verdict());
    String text = text(arrival.body().getBytes());
    return text == null
        ? json.put("body_base64", Base64.getEncoder().encodeToString(arrival.body().getBytes()))
        : json.put("body", text);
  }

  private static @Nullable String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException binary) {
      return null;
    }
  }
}
