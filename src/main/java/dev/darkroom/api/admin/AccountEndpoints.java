package dev.darkroom.api.admin;

import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.api.request.UnsupportedParameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CreateAccessKey;
import dev.darkroom.protocol.CreateSubAccount;
import dev.darkroom.protocol.DeleteAccessKey;
import dev.darkroom.protocol.DeleteSubAccount;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.ListAccessKeys;
import dev.darkroom.protocol.ListSubAccounts;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.UpdateAccessKey;
import dev.darkroom.protocol.UpdateSubAccount;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Provisioning API (reference/admin-api.md 17): product environments and their access keys.
 * Users and groups belong to the original's console and are refused by name.
 */
public final class AccountEndpoints {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_ATTRIBUTES = 16 * 1024;
  private static final int LARGEST_PAGE = 100;
  private static final String ENVIRONMENT = "sub_accounts/:subAccount";
  private static final UnsupportedParameters UNSUPPORTED =
      new UnsupportedParameters(Set.of("base_sub_account_id"));
  private static final String KEYS = "sub_accounts/:subAccount/access_keys";
  private static final Set<String> SORTS =
      Stream.of(ListAccessKeys.Sort.values())
          .map(sort -> sort.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private final Bus bus;
  private final AccountGuard guard;

  /** The endpoints. */
  public AccountEndpoints(Bus bus, BodyReader bodies) {
    this.bus = bus;
    this.guard = new AccountGuard(bus, bodies);
  }

  /** Adds their routes. */
  public void add(AccountRoutes routes) {
    routes.on(HttpMethod.GET, "sub_accounts", guard.guard(call -> list(null)));
    routes.on(HttpMethod.POST, "sub_accounts", guard.guard(this::create));
    routes.on(HttpMethod.GET, ENVIRONMENT, guard.guard(call -> list(call.path("subAccount"))));
    routes.on(HttpMethod.GET, KEYS, guard.guard(this::listKeys));
    routes.on(HttpMethod.POST, KEYS, guard.guard(this::createKey));
    routes.on(HttpMethod.PUT, KEYS + "/:key", guard.guard(this::updateKey));
    routes.on(HttpMethod.DELETE, KEYS + "/:key", guard.guard(this::deleteKey));
    routes.on(HttpMethod.DELETE, KEYS, guard.guard(this::deleteKeyByName));
    Endpoint users = refused("User management");
    for (HttpMethod method :
        List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)) {
      routes.on(method, "users", users);
      routes.on(method, "users/:rest*", users);
      routes.on(method, "user_groups", users);
      routes.on(method, "user_groups/:rest*", users);
    }
    routes.on(HttpMethod.PUT, ENVIRONMENT, guard.guard(this::update));
    routes.on(HttpMethod.DELETE, ENVIRONMENT, guard.guard(this::delete));
  }

  private Endpoint refused(String what) {
    return guard.guard(call -> Future.failedFuture(new Refusal(ErrorCode.NOT_SUBSCRIBED, what)));
  }

  private Future<String> list(@Nullable String id) {
    return bus.request(ListSubAccounts.ADDRESS, new ListSubAccounts(id)).map(Answer::body);
  }

  private Future<String> create(AccountCall call) {
    Parameters parameters = call.parameters();
    UNSUPPORTED.refuse(parameters);
    CreateSubAccount message =
        new CreateSubAccount(
            named(parameters.required("name")),
            parameters.text("cloud_name").orElse(null),
            attributes(parameters).orElse("{}"),
            parameters.flag("enabled", true));
    return bus.request(CreateSubAccount.ADDRESS, message).map(Answer::body);
  }

  private Future<String> update(AccountCall call) {
    Parameters parameters = call.parameters();
    UNSUPPORTED.refuse(parameters);
    UpdateSubAccount message =
        new UpdateSubAccount(
            call.path("subAccount"),
            parameters.text("name").map(AccountEndpoints::named).orElse(null),
            parameters.text("cloud_name").orElse(null),
            attributes(parameters).orElse(null),
            parameters.optionalFlag("enabled").orElse(null));
    return bus.request(UpdateSubAccount.ADDRESS, message).map(Answer::body);
  }

  private Future<String> delete(AccountCall call) {
    DeleteSubAccount message = new DeleteSubAccount(call.path("subAccount"));
    return bus.request(DeleteSubAccount.ADDRESS, message).map(Answer::body);
  }

  private Future<String> listKeys(AccountCall call) {
    Parameters parameters = call.parameters();
    String sort = parameters.word("sort_by", "created_at", SORTS);
    ListAccessKeys message =
        new ListAccessKeys(
            call.path("subAccount"),
            (int) parameters.number("page", 1, 1, Integer.MAX_VALUE),
            (int) parameters.number("page_size", LARGEST_PAGE, 1, LARGEST_PAGE),
            ListAccessKeys.Sort.valueOf(sort.toUpperCase(Locale.ROOT)),
            parameters.word("sort_order", "asc", Set.of("asc", "desc")).equals("desc"));
    return bus.request(ListAccessKeys.ADDRESS, message).map(Answer::body);
  }

  private Future<String> createKey(AccountCall call) {
    CreateAccessKey message =
        new CreateAccessKey(
            call.path("subAccount"),
            call.parameters().text("name").map(AccountEndpoints::named).orElse(null),
            call.parameters().flag("enabled", true));
    return bus.request(CreateAccessKey.ADDRESS, message).map(Answer::body);
  }

  private Future<String> updateKey(AccountCall call) {
    Parameters parameters = call.parameters();
    UpdateAccessKey message =
        new UpdateAccessKey(
            call.path("subAccount"),
            call.path("key"),
            parameters.text("name").map(AccountEndpoints::named).orElse(null),
            parameters.optionalFlag("enabled").orElse(null),
            dedicated(parameters));
    return bus.request(UpdateAccessKey.ADDRESS, message).map(Answer::body);
  }

  private Future<String> deleteKey(AccountCall call) {
    return bus.request(
            DeleteAccessKey.ADDRESS,
            new DeleteAccessKey(call.path("subAccount"), call.path("key"), false))
        .map(Answer::body);
  }

  private Future<String> deleteKeyByName(AccountCall call) {
    String name = call.parameters().required("name");
    return bus.request(
            DeleteAccessKey.ADDRESS, new DeleteAccessKey(call.path("subAccount"), name, true))
        .map(Answer::body);
  }

  /** {@code webhooks}; sent empty, the key is dedicated to nothing any more. */
  private static @Nullable Boolean dedicated(Parameters parameters) {
    if (!parameters.names().contains("dedicated_for")) {
      return null;
    }
    List<String> words = parameters.list("dedicated_for");
    words.stream()
        .filter(word -> !word.equals("webhooks"))
        .findFirst()
        .ifPresent(word -> {
          throw new Refusal(ErrorCode.INVALID_PARAMETER, "dedicated_for", Entry.shown(word));
        });
    return !words.isEmpty();
  }

  private static String named(String name) {
    if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw new Refusal(ErrorCode.INVALID_PARAMETER, "name", Entry.shown(name));
    }
    return name;
  }

  private static Optional<String> attributes(Parameters parameters) {
    Optional<String> attributes =
        Entry.objects(parameters, "custom_attributes").stream().findFirst().map(JsonObject::encode);
    if (attributes.filter(text -> text.length() > LONGEST_ATTRIBUTES).isPresent()) {
      throw new Refusal(
          ErrorCode.INVALID_PARAMETER, "custom_attributes", "longer than " + LONGEST_ATTRIBUTES);
    }
    return attributes;
  }
}
