package dev.darkroom.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.BusMessage;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inside a node messages skip the wire; so each of them is sent over it here. */
final class RecordCodecTest {
  private final RecordCodec codec = new RecordCodec();

  static Stream<Class<?>> messages() {
    return new ClassFileImporter()
        .importPackages(BusMessage.class.getPackageName()).stream()
            .filter(type -> type.isAssignableTo(BusMessage.class) && !type.isInterface())
            .map(JavaClass::reflect);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageSurvivesTheWire(Class<?> type) throws ReflectiveOperationException {
    BusMessage sent = (BusMessage) sample(type);
    Buffer wire = Buffer.buffer("before");
    codec.encodeToWire(wire, sent);
    assertEquals(sent, codec.decodeFromWire("before".length(), wire));
  }

  @Test
  void thereAreMessages() {
    assertTrue(messages().count() > 20);
  }

  @Test
  void whatIsTooLargeDoesNotBelongOnTheBus() {
    Answer huge = new Answer("x".repeat(RecordCodec.LARGEST_MESSAGE));
    assertThrows(IllegalArgumentException.class, () -> codec.encodeToWire(Buffer.buffer(), huge));
  }

  @Test
  void onlyMessagesAreReadBack() {
    Buffer wire = Buffer.buffer();
    String name = "../../java.lang.Runtime";
    wire.appendInt(name.length()).appendString(name).appendInt(2).appendString("{}");
    assertThrows(IllegalArgumentException.class, () -> codec.decodeFromWire(0, wire));
  }

  private static Object sample(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(components[i].getGenericType());
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private static Object value(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType generic) {
      Object element = value(generic.getActualTypeArguments()[0]);
      return generic.getRawType() == List.class ? List.of(element) : Map.of("key", element);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return sample(plain);
    }
    return plain.isEnum() ? plain.getEnumConstants()[0] : simple(plain);
  }

  private static Object simple(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> "a".repeat(64);
      case "long", "Long" -> 1_795_326_830_000L;
      case "int", "Integer" -> 7;
      case "boolean", "Boolean" -> true;
      case "Instant" -> Instant.parse("2026-11-22T05:54:10.582981Z");
      default -> throw new IllegalArgumentException("no sample of " + type);
    };
  }
}
