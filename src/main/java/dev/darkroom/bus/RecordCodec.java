package dev.darkroom.bus;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.darkroom.protocol.BusMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;

/**
 * Carries {@link BusMessage} records: untouched inside a node, as {@code length type length json}
 * between nodes. Only records of the protocol package are read back.
 */
public final class RecordCodec implements MessageCodec<BusMessage, BusMessage> {
  static final String NAME = "darkroom";

  /** Larger messages do not belong on the bus: they name a blob instead. */
  static final int LARGEST_MESSAGE = 64 * 1024;

  private static final String PACKAGE = BusMessage.class.getPackageName() + ".";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModules(new JavaTimeModule(), new Jdk8Module())
          .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The message as JSON; also how a job row keeps its request. */
  public static String toJson(BusMessage message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(
          "not a bus message: " + message.getClass().getName(), unwritable);
    }
  }

  /** The message that {@link #toJson} wrote. */
  public static <T extends BusMessage> T fromJson(Class<T> type, String json) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalArgumentException("not a " + type.getSimpleName(), unreadable);
    }
  }

  @Override
  public void encodeToWire(Buffer wire, BusMessage message) {
    String json = toJson(message);
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    if (body.length > LARGEST_MESSAGE) {
      throw new IllegalArgumentException(
          message.getClass().getSimpleName() + " of " + body.length + " bytes is too large");
    }
    byte[] type =
        message.getClass().getName().substring(PACKAGE.length()).getBytes(StandardCharsets.UTF_8);
    wire.appendInt(type.length).appendBytes(type).appendInt(body.length).appendBytes(body);
  }

  @Override
  public BusMessage decodeFromWire(int position, Buffer wire) {
    int typeLength = wire.getInt(position);
    int typeStart = position + Integer.BYTES;
    String type = wire.getString(typeStart, typeStart + typeLength);
    int bodyStart = typeStart + typeLength + Integer.BYTES;
    int bodyLength = wire.getInt(bodyStart - Integer.BYTES);
    return fromJson(messageType(type), wire.getString(bodyStart, bodyStart + bodyLength));
  }

  private static Class<? extends BusMessage> messageType(String name) {
    try {
      return Class.forName(PACKAGE + name, false, BusMessage.class.getClassLoader())
          .asSubclass(BusMessage.class);
    } catch (ClassNotFoundException unknown) {
      throw new IllegalArgumentException("unknown message " + name, unknown);
    }
  }

  @Override
  public BusMessage transform(BusMessage message) {
    return message;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
