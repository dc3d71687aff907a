package dev.darkroom.api.admin;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ChangeDataSource;
import dev.darkroom.protocol.DeleteMetadataField;
import dev.darkroom.protocol.DeleteMetadataRule;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindMetadataField;
import dev.darkroom.protocol.ListMetadataFields;
import dev.darkroom.protocol.ListMetadataRules;
import dev.darkroom.protocol.OrderMetadataFields;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.SaveMetadataField;
import dev.darkroom.protocol.SaveMetadataRule;
import dev.darkroom.protocol.SearchDataSources;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code metadata_fields} and {@code metadata_rules} (reference/admin-api.md 15). */
public final class MetadataEndpoints implements CallGroup {
  private static final Set<String> ORDERS = Set.of("label", "external_id", "created_at");
  private static final int LONGEST_TERM = 500;
  private static final String FIELD = "metadata_fields/:externalId";

  private final Bus bus;

  /** The endpoints. */
  public MetadataEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.GET, "metadata_fields", this::list);
    routes.on(HttpMethod.POST, "metadata_fields", call -> save(call, null));
    routes.on(HttpMethod.PUT, "metadata_fields/order", this::order);
    routes.on(HttpMethod.GET, "metadata_fields/datasource", call -> search(call, null));
    routes.on(HttpMethod.GET, FIELD, this::find);
    routes.on(HttpMethod.PUT, FIELD, call -> save(call, id(call)));
    routes.on(HttpMethod.DELETE, FIELD, this::delete);
    routes.on(HttpMethod.GET, FIELD + "/datasource", call -> search(call, id(call)));
    routes.on(HttpMethod.PUT, FIELD + "/datasource", this::merge);
    routes.on(
        HttpMethod.DELETE,
        FIELD + "/datasource",
        call -> entries(call, ChangeDataSource.Change.DISABLE));
    routes.on(
        HttpMethod.POST,
        FIELD + "/datasource_restore",
        call -> entries(call, ChangeDataSource.Change.RESTORE));
    routes.on(HttpMethod.POST, FIELD + "/datasource/order", this::orderEntries);
    routes.on(HttpMethod.GET, "metadata_rules", this::listRules);
    routes.on(HttpMethod.POST, "metadata_rules", call -> saveRule(call, null));
    routes.on(HttpMethod.PUT, "metadata_rules/:externalId", call -> saveRule(call, id(call)));
    routes.on(HttpMethod.DELETE, "metadata_rules/:externalId", this::deleteRule);
  }

  private Future<String> list(Call call) {
    return bus.request(ListMetadataFields.ADDRESS, new ListMetadataFields(call.environment().id()))
        .map(Answer::body);
  }

  private Future<String> find(Call call) {
    return bus.request(
            FindMetadataField.ADDRESS, new FindMetadataField(call.environment().id(), id(call)))
        .map(Answer::body);
  }

  private Future<String> save(Call call, @Nullable String externalId) {
    if (externalId == null) {
      call.parameters().required("type");
      call.parameters().required("label");
    }
    JsonObject definition = MetadataDefinition.ofField(call.parameters());
    return bus.request(
            SaveMetadataField.ADDRESS,
            new SaveMetadataField(call.environment().id(), externalId, definition.encode()))
        .map(Answer::body);
  }

  private Future<String> delete(Call call) {
    return bus.request(
            DeleteMetadataField.ADDRESS, new DeleteMetadataField(call.environment().id(), id(call)))
        .map(Answer::body);
  }

  private Future<String> order(Call call) {
    Parameters parameters = call.parameters();
    parameters.required("order_by");
    String by = parameters.word("order_by", "label", ORDERS);
    return bus.request(
            OrderMetadataFields.ADDRESS,
            new OrderMetadataFields(
                call.environment().id(),
                OrderMetadataFields.By.valueOf(by.toUpperCase(Locale.ROOT)),
                Entry.descending(parameters)))
        .map(Answer::body);
  }

  private Future<String> search(Call call, @Nullable String externalId) {
    String term = call.parameters().required("term");
    if (term.length() > LONGEST_TERM) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "term", Entry.shown(term));
    }
    return bus.request(
            SearchDataSources.ADDRESS,
            new SearchDataSources(call.environment().id(), externalId, term))
        .map(Answer::body);
  }

  private Future<String> merge(Call call) {
    call.parameters().required("values");
    List<String> values =
        Entry.objects(call.parameters(), "values").stream().map(JsonObject::encode).toList();
    return change(call, ChangeDataSource.Change.MERGE, values, false);
  }

  private Future<String> entries(Call call, ChangeDataSource.Change change) {
    call.parameters().required("external_ids");
    return change(call, change, call.parameters().list("external_ids"), false);
  }

  private Future<String> orderEntries(Call call) {
    call.parameters().word("order_by", "value", Set.of("value"));
    return change(
        call, ChangeDataSource.Change.ORDER, List.of(), Entry.descending(call.parameters()));
  }

  private Future<String> change(
      Call call, ChangeDataSource.Change change, List<String> values, boolean descending) {
    return bus.request(
            ChangeDataSource.ADDRESS,
            new ChangeDataSource(call.environment().id(), id(call), change, values, descending))
        .map(Answer::body);
  }

  private Future<String> listRules(Call call) {
    return bus.request(ListMetadataRules.ADDRESS, new ListMetadataRules(call.environment().id()))
        .map(Answer::body);
  }

  private Future<String> saveRule(Call call, @Nullable String externalId) {
    JsonObject definition = MetadataDefinition.ofRule(call.parameters());
    return bus.request(
            SaveMetadataRule.ADDRESS,
            new SaveMetadataRule(call.environment().id(), externalId, definition.encode()))
        .map(Answer::body);
  }

  private Future<String> deleteRule(Call call) {
    return bus.request(
            DeleteMetadataRule.ADDRESS, new DeleteMetadataRule(call.environment().id(), id(call)))
        .map(Answer::body);
  }

  private static String id(Call call) {
    return call.path("externalId");
  }
}
