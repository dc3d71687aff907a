package dev.darkroom.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.protocol.AuthScheme;
import dev.darkroom.protocol.Destination;
import dev.darkroom.protocol.EventType;
import dev.darkroom.protocol.Trigger;
import dev.darkroom.trigger.TriggerMatcher.Special;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TriggerMatcherTest {

  /** Triggers: {@code type>url}, additive with a plus; destinations: {@code url(trigger)}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -        | -                             | upload | -
          -        | upload>a                      | upload | a(0)
          -        | upload>a                      | delete | -
          -        | all>a                         | delete | a(0)
          -        | upload>a upload>b all>c       | upload | a(0) b(1) c(2)
          -        | all>a upload>a                | upload | a(0)
          -        | upload>a all>a                | upload | a(0)
          -        | upload>a all>a                | eager  | a(1)
          -        | upload>a+                     | upload | a(0)
          x        | -                             | upload | x
          x        | upload>a all>b                | upload | x
          x        | upload>a+ all>b               | upload | x a(0)
          x        | delete>a+                     | upload | x
          x        | all>a+ upload>b+              | upload | x a(0) b(1)
          x        | upload>x+                     | upload | x
          x        | all>a+ upload>a+              | upload | x a(0)
          x y x    | upload>a                      | upload | x y
          x y      | upload>y+ upload>a+           | upload | x y a(1)
          """)
  void decidesWhereAnEventGoes(
      @Nullable String urls, @Nullable String triggers, String type, @Nullable String expected) {
    List<Destination> matched =
        TriggerMatcher.match(
            EventType.of(type).orElseThrow(), words(urls), numbered(words(triggers)), Special.NONE);
    assertEquals(
        expected == null ? "" : expected,
        matched.stream().map(TriggerMatcherTest::text).collect(Collectors.joining(" ")));
  }

  private static String text(Destination destination) {
    String trigger = destination.triggerId();
    return destination.url() + (trigger == null ? "" : "(" + trigger + ")");
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.strip().split(" +"));
  }

  private static List<Trigger> numbered(List<String> triggers) {
    return Stream.iterate(0, i -> i < triggers.size(), i -> i + 1)
        .map(i -> trigger(String.valueOf(i), triggers.get(i)))
        .toList();
  }

  private static Trigger trigger(String id, String text) {
    boolean additive = text.endsWith("+");
    String[] typeAndUrl = (additive ? text.substring(0, text.length() - 1) : text).split(">", 2);
    EventType type = EventType.of(typeAndUrl[0]).orElseThrow();
    return new Trigger(
        id,
        type,
        typeAndUrl[1],
        "webhook",
        additive,
        null,
        null,
        AuthScheme.DEFAULT,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
