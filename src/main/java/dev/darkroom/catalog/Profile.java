package dev.darkroom.catalog;

import dev.darkroom.transform.language.TransformationInfo;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A streaming profile (reference/admin-api.md 12).
 *
 * @param representations a transformation each, best first
 */
record Profile(String name, @Nullable String displayName, List<String> representations) {
  private static final String SD = "w_960,h_540,br_2000k,c_limit|w_640,h_360,br_800k,c_limit";
  private static final String LOW = "|w_480,h_270,br_400k,c_limit|w_320,h_180,br_192k,c_limit";
  private static final String HD = "w_1280,h_720,br_3500k,c_limit|" + SD;
  private static final String FULL_HD = "w_1920,h_1080,br_5500k,c_limit|" + HD;

  /** Those that every environment has. */
  private static final List<Profile> PREDEFINED =
      List.of(
          of(
              "4k",
              "4K",
              "w_3840,h_2160,br_18000k,c_limit|w_2560,h_1440,br_12000k,c_limit|" + FULL_HD + LOW),
          of("full_hd", "Full HD", FULL_HD + LOW),
          of("full_hd_lean", "Full HD Lean", "w_1920,h_1080,br_5500k,c_limit|" + HD),
          of("full_hd_wifi", "Full HD Wifi", FULL_HD),
          of("hd", "HD", HD + LOW),
          of("hd_lean", "HD Lean", HD),
          of("sd", "SD", SD + LOW));

  Profile {
    representations = List.copyOf(representations);
  }

  /** The predefined profile of that name. */
  static Optional<Profile> predefined(String name) {
    return PREDEFINED.stream().filter(profile -> profile.name().equals(name)).findAny();
  }

  /** These and the predefined ones that are not among them, in order of their names. */
  static List<Profile> withPredefined(List<Profile> own) {
    List<Profile> all = new ArrayList<>(own);
    List<String> names = own.stream().map(Profile::name).toList();
    PREDEFINED.stream().filter(each -> !names.contains(each.name())).forEach(all::add);
    all.sort(java.util.Comparator.comparing(Profile::name));
    return all;
  }

  /** As lists show it. */
  JsonObject brief() {
    return new JsonObject()
        .put("name", name)
        .put("display_name", displayName)
        .put("predefined", predefined(name).isPresent());
  }

  /** With its representations. */
  JsonObject json() {
    JsonArray array = new JsonArray();
    for (String representation : representations) {
      JsonArray components = new JsonArray();
      for (Map<String, Object> component : TransformationInfo.of(representation)) {
        components.add(new JsonObject(component));
      }
      array.add(JsonObject.of("transformation", components));
    }
    return brief().put("representations", array);
  }

  private static Profile of(String name, String displayName, String representations) {
    return new Profile(name, displayName, Stream.of(representations.split("\\|")).toList());
  }
}
