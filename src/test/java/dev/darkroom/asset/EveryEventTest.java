package dev.darkroom.asset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.darkroom.protocol.FolderMode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every action that raises notifications, asked for by a program and by a person, in both folder
 * modes where they differ: whole bodies, each of which is as the catalogue describes it.
 */
final class EveryEventTest {
  @TempDir static Path folder;
  private static final Map<FolderMode, EventScene> SCENES = new EnumMap<>(FolderMode.class);

  /**
   * An action and what it tells.
   *
   * @param told pairs: a type, and the members of the notification as JSON without its braces
   */
  record Row(String action, Set<FolderMode> modes, Act act, List<String> told) {
    static Row of(String action, Act act, String... told) {
      return new Row(action, EnumSet.of(FolderMode.DYNAMIC), act, List.of(told));
    }

    Row inBothModes() {
      return new Row(action, EnumSet.allOf(FolderMode.class), act, told);
    }

    Row inFixedMode() {
      return new Row(action, EnumSet.of(FolderMode.FIXED), act, told);
    }
  }

  /** Prepares and acts; what it prepares must be forgotten. */
  interface Act {
    void in(EventScene scene);
  }

  /** One row of the table. */
  record Case(Row row, FolderMode mode, String source) {
    @Override
    public String toString() {
      return row.action() + " by " + source + " in " + mode;
    }
  }

  @BeforeAll
  static void start() {
    for (FolderMode mode : FolderMode.values()) {
      SCENES.put(mode, new EventScene(folder.resolve(mode.name()), mode));
    }
  }

  @AfterAll
  static void stop() {
    SCENES.values().forEach(EventScene::close);
    SCENES.clear();
  }

  static Stream<Case> cases() {
    return Stream.of(UploadRows.all(), LabelRows.all(), PlaceRows.all(), MadeRows.all())
        .flatMap(List::stream)
        .flatMap(row ->
            row.modes().stream()
                .flatMap(
                    mode -> Stream.of("api", "ui").map(source -> new Case(row, mode, source))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anActionTells(Case one) {
    EventScene scene = Objects.requireNonNull(SCENES.get(one.mode()));
    scene.begin(one.source());
    one.row().act().in(scene);
    List<JsonObject> expected = new ArrayList<>();
    List<String> told = one.row().told();
    for (int at = 0; at < told.size(); at += 2) {
      expected.add(scene.whole(told.get(at), told.get(at + 1)));
    }
    assertEquals(text(expected), text(scene.told(expected.size())));
  }

  /** By type; of one type as they came. */
  private static String text(List<JsonObject> bodies) {
    StringBuilder text = new StringBuilder();
    bodies.stream()
        .sorted(Comparator.comparing(body -> body.getString("notification_type")))
        .forEach(body -> text.append(Sorted.of(body).encodePrettily()).append('\n'));
    return text.toString();
  }
}
