package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Words;
import dev.darkroom.asset.search.NumberField.Kind;
import dev.darkroom.protocol.FolderMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of {@code resources/search} (reference/admin-api.md 7), by name. */
final class Fields {
  private static final String BACKUP =
      """
      (select coalesce(sum(v.bytes), 0) from asset_version v
        where v.environment_id = a.environment_id and v.asset_id = a.asset_id)\
      """;
  private static final String TRANSFORMATIONS =
      """
      (select count(*) from derived d where d.environment_id = a.environment_id
          and d.asset_id = a.asset_id and d.version = a.version)\
      """;
  private static final String ANALYSIS = "image_analysis.";
  private static final Map<String, Field> FIELDS = new HashMap<>();

  static {
    text("public_id", Words.Field.PUBLIC_ID, "a.public_id", true);
    text("filename", Words.Field.FILENAME, Columns.FILENAME, false);
    text("display_name", Words.Field.DISPLAY_NAME, "a.display_name", false);
    text("original_filename", Words.Field.ORIGINAL_FILENAME, "a.original_filename", false);
    FIELDS.put("asset_id", new IdField());
    FIELDS.put("status", new KeywordField("'active'::text"));
    keyword("format", "a.format");
    keyword("resource_type", "a.resource_type");
    keyword("type", "a.type");
    keyword("access_mode", "a.access_mode");
    keyword("etag", "a.etag");
    keyword("created_by", "a.uploaded_by");
    keyword("uploaded_by", "a.uploaded_by");
    FIELDS.put("tags", new TagsField());
    FIELDS.put("moderation_kind", new LexemeField(Words.Field.MODERATION_KIND));
    FIELDS.put("moderation_status", new LexemeField(Words.Field.MODERATION_STATUS));
    number("bytes", "a.bytes", Kind.WHOLE);
    number("version", "a.version", Kind.WHOLE);
    number("width", "a.width", Kind.WHOLE);
    number("height", "a.height", Kind.WHOLE);
    number("pixels", Columns.PIXELS, Kind.WHOLE);
    number("pages", "a.pages", Kind.WHOLE);
    number("backup_bytes", BACKUP, Kind.WHOLE);
    number("transformation_count", TRANSFORMATIONS, Kind.WHOLE);
    number("aspect_ratio", Columns.ASPECT_RATIO, Kind.RATIO);
    number("duration", "a.duration", Kind.REAL);
    number("quality_score", Columns.measure("quality_score"), Kind.REAL);
    date("created_at", "a.created_at");
    date("uploaded_at", "a.uploaded_at");
    date("updated_at", "a.updated_at");
    date("taken_at", "asset_taken_at(a.analysis)");
    date("last_updated.updated_at", "a.updated_at");
    date("last_updated.tags_updated_at", "a.tags_updated_at");
    date("last_updated.context_updated_at", "a.context_updated_at");
    date("last_updated.metadata_updated_at", "a.metadata_updated_at");
    date("last_updated.access_control_updated_at", "a.access_control_updated_at");
    // These are named with and without image_analysis before them.
    number("face_count", Columns.measure("faces"), Kind.REAL);
    number("illustration_score", Columns.measure("illustration_score"), Kind.REAL);
    FIELDS.put("colors", new ColorField());
    FIELDS.put("transparent", new FlagField("a.alpha", "not a.alpha"));
    String gray = Columns.measure("grayscale");
    FIELDS.put("grayscale", new FlagField(gray + " = 1", gray + " = 0"));
  }

  private Fields() {}

  /** The field of that name; none for unknown ones, which match nothing. */
  static Optional<Field> find(String name, FolderMode mode) {
    String folder = mode == FolderMode.FIXED ? "folder" : "asset_folder";
    if (name.equals(folder)) {
      return Optional.of(new TextField(Words.Field.FOLDER, "a.asset_folder", false));
    }
    if (name.equals("context") || name.startsWith("context.")) {
      return Optional.of(new LabelField(Words.Field.CONTEXT, "a.context", key(name)));
    }
    if (name.equals("metadata") || name.startsWith("metadata.")) {
      return Optional.of(new LabelField(Words.Field.METADATA, "a.metadata", key(name)));
    }
    String known = name.startsWith(ANALYSIS) ? name.substring(ANALYSIS.length()) : name;
    return Optional.ofNullable(FIELDS.get(known));
  }

  private static String key(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }

  private static void text(String name, Words.Field code, String column, boolean ordered) {
    FIELDS.put(name, new TextField(code, column, ordered));
  }

  private static void keyword(String name, String column) {
    FIELDS.put(name, new KeywordField(column));
  }

  private static void number(String name, String column, Kind kind) {
    FIELDS.put(name, new NumberField(column, kind));
  }

  private static void date(String name, String column) {
    FIELDS.put(name, new DateField(column));
  }
}
