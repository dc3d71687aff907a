package dev.darkroom.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.darkroom.testing.Api;
import dev.darkroom.testing.SharedServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the endpoints of the catalog, of metadata and of analysis refuse, and in which words. */
final class CatalogBadInputTest {
  private static final String LONG = "x".repeat(1 << 20);

  private final Api api = SharedServer.api();

  @ParameterizedTest
  @CsvSource(
      delimiterString = " # ",
      textBlock =
          """
          POST   # upload_presets           # name=a/b                 # 400 # Invalid value for parameter name: a/b
          POST   # upload_presets           # name=../x                # 400 # Invalid value for parameter name: ../x
          POST   # upload_presets           # unsigned=maybe           # 400 # Invalid value for parameter unsigned: maybe
          POST   # upload_presets           # eager=w_abc              # 400 # Invalid width in transformation: abc
          POST   # upload_presets           # transformation=nonsense  # 400 # Invalid transformation component - nonsense
          GET    # upload_presets/none      # ''                       # 404 # Upload preset not found - none
          GET    # upload_presets?max_results=0 # ''                   # 400 # Invalid value for parameter max_results: 0
          GET    # upload_presets?max_results=501 # ''                 # 400 # Invalid value for parameter max_results: 501
          GET    # upload_presets?next_cursor=zz # ''                  # 400 # Invalid value for parameter next_cursor: zz
          GET    # upload_presets?next_cursor=00 # ''                  # 400 # Invalid value for parameter next_cursor: 00
          GET    # upload_presets?next_cursor=ff # ''                  # 400 # Invalid value for parameter next_cursor: ff
          PUT    # upload_presets/';drop+table+upload_preset;-- # tags=a # 404 # Upload preset not found - ';drop+table+upload_preset;--
          POST   # transformations          # ''                       # 400 # Missing required parameter - name
          POST   # transformations          # name=a                   # 400 # Missing required parameter - transformation
          POST   # transformations          # name=a.b&transformation=w_1 # 400 # Invalid value for parameter name: a.b
          POST   # transformations          # name=a,b&transformation=w_1 # 400 # Invalid value for parameter name: a,b
          POST   # transformations          # name=a&transformation=w_x # 400 # Invalid width in transformation: x
          POST   # transformations/a'--     # transformation=w_1       # 400 # Invalid value for parameter name: a'--
          PUT    # transformations          # transformation=none      # 400 # Missing required parameter - unsafe_update
          PUT    # transformations/none     # allowed_for_strict=1     # 404 # Transformation not found - none
          PUT    # transformations/none     # allowed_for_strict=x     # 400 # Invalid value for parameter allowed_for_strict: x
          DELETE # transformations          # ''                       # 400 # Missing required parameter - transformation
          DELETE # transformations/none     # ''                       # 404 # Transformation not found - none
          GET    # transformations?named=x  # ''                       # 400 # Invalid value for parameter named: x
          POST   # upload_mappings          # template=http://x/       # 400 # Missing required parameter - folder
          POST   # upload_mappings          # folder=a                 # 400 # Missing required parameter - template
          POST   # upload_mappings          # folder=a&template=ftp://x/ # 400 # Invalid value for parameter template: ftp://x/
          POST   # upload_mappings          # folder=a&template=file:///etc/passwd # 400 # Invalid value for parameter template: file:///etc/passwd
          POST   # upload_mappings          # folder=a&template=x      # 400 # Invalid value for parameter template: x
          POST   # upload_mappings          # folder=../a&template=http://x/ # 400 # Invalid value for parameter folder: ../a
          PUT    # upload_mappings          # folder=none&template=http://x/ # 404 # Upload mapping not found - none
          DELETE # upload_mappings          # ''                       # 400 # Missing required parameter - folder
          PUT    # upload_mappings/replace  # ''                       # 400 # Missing required parameter - mappings
          PUT    # upload_mappings/replace  # mappings=[1]             # 400 # Invalid value for parameter mappings: 1
          PUT    # upload_mappings/replace  # mappings=[{}]            # 400 # Missing required parameter - folder
          POST   # streaming_profiles       # ''                       # 400 # Missing required parameter - name
          POST   # streaming_profiles       # name=p                   # 400 # Missing required parameter - representations
          POST   # streaming_profiles       # name=p&representations=x # 400 # Invalid value for parameter representations: x
          POST   # streaming_profiles       # name=p&representations=[] # 400 # Invalid value for parameter representations: 0, from 1 to 20 are possible
          POST   # streaming_profiles       # name=p&representations=[{}] # 400 # Invalid value for parameter representations: {}
          PUT    # streaming_profiles/none  # display_name=x           # 404 # Streaming profile not found - none
          DELETE # streaming_profiles/none  # ''                       # 404 # Streaming profile not found - none
          POST   # metadata_fields          # ''                       # 400 # Missing required parameter - type
          POST   # metadata_fields          # type=string              # 400 # Missing required parameter - label
          POST   # metadata_fields          # type=float&label=l       # 400 # Invalid value for parameter type: float
          POST   # metadata_fields          # type=string&label=l&external_id=a|b # 400 # Invalid value for parameter external_id: a|b
          POST   # metadata_fields          # type=string&label=l&mandatory=x # 400 # Invalid value for parameter mandatory: x
          POST   # metadata_fields          # type=string&label=l&validation=x # 400 # Invalid value for parameter validation: x
          POST   # metadata_fields          # type=string&label=l&validation={} # 400 # Invalid value for parameter validation: {}
          POST   # metadata_fields          # type=set&label=l&validation={"type":"strlen"} # 400 # Invalid value for parameter validation: {"type":"strlen"} of a field of type set
          POST   # metadata_fields          # type=integer&label=l&validation={"type":"greater_than","value":"x"} # 400 # Invalid value for parameter validation: {"type":"greater_than","value":"x"}
          POST   # metadata_fields          # type=string&label=l&validation={"type":"regex","pattern":"("} # 400 # Invalid value for parameter validation: {"type":"regex","pattern":"("}
          POST   # metadata_fields          # type=integer&label=l&default_value=x # 400 # Invalid value for parameter default_value: x
          POST   # metadata_fields          # type=integer&label=l&default_value=5&validation={"type":"less_than","value":5} # 400 # Invalid value for parameter default_value: 5 must be less than 5
          POST   # metadata_fields          # type=enum&label=l&default_value=x # 400 # Invalid value for parameter default_value: x
          POST   # metadata_fields          # type=string&label=l&datasource={"values":[]} # 400 # Invalid value for parameter datasource: a field of type string has none
          POST   # metadata_fields          # type=enum&label=l&datasource={"values":7} # 400 # Invalid value for parameter values: 7
          POST   # metadata_fields          # type=enum&label=l&datasource={"values":[{}]} # 400 # Missing required parameter - value
          GET    # metadata_fields/none     # ''                       # 404 # Metadata field not found - none
          PUT    # metadata_fields/none     # label=x                  # 404 # Metadata field not found - none
          DELETE # metadata_fields/none     # ''                       # 404 # Metadata field not found - none
          PUT    # metadata_fields/order    # ''                       # 400 # Missing required parameter - order_by
          PUT    # metadata_fields/order    # order_by=size            # 400 # Invalid value for parameter order_by: size
          PUT    # metadata_fields/order    # order_by=label&direction=up # 400 # Invalid value for parameter direction: up
          PUT    # metadata_fields/none/datasource # values=[]         # 404 # Metadata field not found - none
          DELETE # metadata_fields/none/datasource # ''                # 400 # Missing required parameter - external_ids
          GET    # metadata_fields/datasource # ''                     # 400 # Missing required parameter - term
          POST   # metadata_rules           # ''                       # 400 # Missing required parameter - metadata_field_id
          POST   # metadata_rules           # metadata_field_id=none&name=r&condition={"metadata_field_id":"x","populated":true}&result={"enable":true} # 400 # Metadata External IDs do not exist: ["none","x"]
          POST   # metadata_rules           # metadata_field_id=none&name=r&condition={}&result={"enable":true} # 400 # Invalid value for parameter metadata_field_id: null
          POST   # metadata_rules           # metadata_field_id=none&name=r&condition={"and":[]}&result={"enable":true} # 400 # Invalid value for parameter condition: {"and":[]}
          POST   # metadata_rules           # metadata_field_id=none&name=r&condition={"metadata_field_id":"x","populated":true}&result={} # 400 # Invalid value for parameter result: {}
          PUT    # metadata_rules/none      # name=x                   # 404 # Metadata rule not found - none
          DELETE # metadata_rules/none      # ''                       # 404 # Metadata rule not found - none
          """)
  void refusals(String method, String path, String form, int status, String message) {
    String[] pairs =
        Stream.of(form.split("&"))
            .filter(pair -> !pair.isEmpty())
            .flatMap(pair -> Stream.of(pair.split("=", 2)))
            .toArray(String[]::new);
    Api.Reply reply = api.form(method, path, pairs);
    assertEquals(message, reply.error(), path);
    assertEquals(status, reply.status());
    assertTrue(reply.response().headers().firstValue("X-FeatureRateLimit-Limit").isPresent());
  }

  static Stream<List<String>> hostile() {
    String many =
        IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    return Stream.of(
        List.of("POST", "upload_presets", "name", LONG),
        List.of("POST", "upload_presets", "tags", LONG),
        List.of("POST", "upload_presets", "name", "a\0b"),
        List.of("POST", "upload_mappings", "folder", LONG, "template", "http://x/"),
        List.of("POST", "upload_mappings", "folder", "a", "template", "http://x/" + LONG),
        List.of("POST", "transformations", "name", "a", "transformation", "w_1/" + LONG),
        List.of("POST", "transformations", "name", LONG, "transformation", "w_1"),
        List.of("DELETE", "transformations", "transformation", LONG),
        List.of(
            "POST",
            "streaming_profiles",
            "name",
            "p",
            "representations",
            "[{\"transformation\":\"w_1\",\"x\":\"" + LONG + "\"}]",
            "display_name",
            LONG),
        List.of("POST", "metadata_fields", "type", "string", "label", LONG),
        List.of("POST", "metadata_fields", "type", "string", "label", "l", "default_value", LONG),
        List.of("PUT", "metadata_fields/none/datasource", "values", "[" + "[".repeat(5_000)),
        List.of("DELETE", "metadata_fields/none/datasource", "external_ids", many),
        List.of(
            "POST",
            "metadata_rules",
            "metadata_field_id",
            "x",
            "name",
            "r",
            "condition",
            "{\"and\":[".repeat(900) + "]}".repeat(900),
            "result",
            "{\"enable\":true}"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void whatIsHostileIsRefusedToo(List<String> call) {
    String[] pairs = call.subList(2, call.size()).toArray(String[]::new);
    Api.Reply reply = api.form(call.get(0), call.get(1), pairs);
    assertTrue(reply.status() == 400 || reply.status() == 404, reply.error() + reply.status());
    assertTrue(reply.error().length() < 1_000, reply.error());
  }
}
