package dev.darkroom.proof;

import com.cloudinary.Api;
import com.cloudinary.Cloudinary;
import com.cloudinary.http5.ApiStrategy;
import java.util.List;
import java.util.Map;

/** The calls for triggers, made with the SDK's own way of calling: it has no methods for them. */
final class Triggers extends Api {

  private Triggers(Cloudinary cloudinary) {
    super(cloudinary, strategy());
  }

  static Triggers of(Cloudinary cloudinary) {
    return new Triggers(cloudinary);
  }

  private static ApiStrategy strategy() {
    return new ApiStrategy();
  }

  Map<?, ?> create(String uri, String eventType) throws Exception {
    Map<String, Object> trigger = Map.of("uri", uri, "event_type", eventType);
    return callApi(HttpMethod.POST, List.of("triggers"), trigger, Map.of());
  }

  void update(String id, String uri) throws Exception {
    callApi(HttpMethod.PUT, List.of("triggers", id), Map.of("new_uri", uri), Map.of());
  }

  void delete(String id) throws Exception {
    callApi(HttpMethod.DELETE, List.of("triggers", id), Map.of(), Map.of());
  }

  List<String> urls() throws Exception {
    Object triggers =
        callApi(HttpMethod.GET, List.of("triggers"), Map.of(), Map.of()).get("triggers");
    return ((List<?>) triggers)
        .stream().map(trigger -> String.valueOf(((Map<?, ?>) trigger).get("uri"))).toList();
  }
}
