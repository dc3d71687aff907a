package dev.darkroom.api.upload;

import dev.darkroom.protocol.CreateCollage;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.PublicId;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The {@code manifest_json} of a collage (reference/upload-api.md 5.13). It is pure. */
final class CollageManifest {
  private static final int LARGEST_SIDE = 5_000;
  private static final int MOST_LINES = 20;
  private static final int WIDEST_GAP = 1_000;
  private static final Pattern WORD = Pattern.compile("[a-z_:]{1,40}");
  private static final Pattern COLOR = Pattern.compile("[A-Za-z0-9_:#]{1,40}");

  private final JsonObject json;

  private CollageManifest(JsonObject json) {
    this.json = json;
  }

  /** The grid that the text describes, or a refusal that names what is wrong. */
  static CreateCollage.Grid parse(String text) {
    try {
      return new CollageManifest(new JsonObject(text)).grid();
    } catch (DecodeException broken) {
      throw invalid("it is not a JSON object");
    }
  }

  private CreateCollage.Grid grid() {
    String template = text(json, "template", "grid", WORD);
    if (!template.equals("grid")) {
      throw invalid("unsupported template " + template);
    }
    List<CreateCollage.Cell> cells = cells();
    int usualColumns = (int) Math.ceil(Math.sqrt(cells.size()));
    int columns = number("columns", usualColumns, 1, MOST_LINES);
    int rows = number("rows", (cells.size() + columns - 1) / columns, 1, MOST_LINES);
    if (cells.size() > columns * rows) {
      throw invalid("more assets than cells");
    }
    int width = number("width", 0, 1, LARGEST_SIDE);
    int height = number("height", 0, 1, LARGEST_SIDE);
    int spacing = number("spacing", 0, 0, WIDEST_GAP);
    if (spacing * (columns - 1) >= width || spacing * (rows - 1) >= height) {
      throw invalid("spacing leaves no room");
    }
    String color = text(json, "color", "white", COLOR);
    return new CreateCollage.Grid(width, height, columns, rows, spacing, color, cells);
  }

  private List<CreateCollage.Cell> cells() {
    JsonObject usual =
        json.getValue("assetDefaults") instanceof JsonObject given ? given : new JsonObject();
    if (!(json.getValue("assets") instanceof JsonArray assets) || assets.isEmpty()) {
      throw invalid("assets is missing");
    }
    if (assets.size() > MOST_LINES * MOST_LINES) {
      throw invalid("too many assets");
    }
    List<CreateCollage.Cell> cells = new ArrayList<>();
    for (Object asset : assets) {
      cells.add(cell(asset, usual));
    }
    return List.copyOf(cells);
  }

  private static CreateCollage.Cell cell(Object asset, JsonObject usual) {
    if (!(asset instanceof JsonObject given)
        || !(given.getValue("media") instanceof String media)
        || !PublicId.isOne(media)) {
      throw invalid("an asset without media");
    }
    JsonObject merged = usual.copy().mergeIn(given);
    if (!text(merged, "kind", "upload", WORD).equals("upload")) {
      throw invalid("unsupported kind");
    }
    return new CreateCollage.Cell(
        media, text(merged, "crop", "fill", WORD), text(merged, "gravity", "auto", WORD));
  }

  private int number(String name, int otherwise, int least, int most) {
    Object value = json.getValue(name);
    if (value == null && otherwise >= least && otherwise <= most) {
      return otherwise;
    }
    if (value instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= least
        && number.intValue() <= most) {
      return number.intValue();
    }
    throw invalid(name + " must be from " + least + " to " + most);
  }

  private static String text(JsonObject json, String name, String otherwise, Pattern shape) {
    Object value = json.getValue(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text && shape.matcher(text).matches()) {
      return text;
    }
    throw invalid(name + " is not valid");
  }

  private static Refusal invalid(String what) {
    return new Refusal(ErrorCode.INVALID_PARAMETER, "manifest_json", what);
  }
}
