package dev.darkroom.api.upload;

import dev.darkroom.api.request.Call;
import dev.darkroom.api.request.CallGroup;
import dev.darkroom.api.request.CallRoutes;
import dev.darkroom.api.request.LabelParameters;
import dev.darkroom.api.request.Parameters;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.ChangeContext;
import dev.darkroom.protocol.ChangeMetadata;
import dev.darkroom.protocol.ChangeTags;
import dev.darkroom.protocol.ChangeTags.Command;
import dev.darkroom.protocol.DeliveryType;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.ResourceType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tags, context and metadata of many assets (reference/upload-api.md 5.5 to 5.7). */
public final class LabelEndpoints implements CallGroup {
  private static final int MOST_IDS = 1000;
  private static final Map<String, Command> COMMANDS =
      Stream.of(Command.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  command -> command.name().toLowerCase(Locale.ROOT), command -> command));
  private static final Set<String> CONTEXT_COMMANDS = Set.of("add", "remove_all");

  private final Bus bus;

  /** The endpoints. */
  public LabelEndpoints(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void add(CallRoutes routes) {
    routes.on(HttpMethod.POST, ":resourceType/tags", this::tags);
    routes.on(HttpMethod.POST, ":resourceType/context", this::context);
    routes.on(HttpMethod.POST, ":resourceType/metadata", this::metadata);
  }

  private Future<String> tags(Call call) {
    Parameters parameters = call.parameters();
    parameters.required("command");
    Command command = COMMANDS.get(parameters.word("command", "", COMMANDS.keySet()));
    if (command == null) {
      throw new Refusal(ErrorCode.MISSING_PARAMETER, "command");
    }
    boolean needsTags = command != Command.REMOVE_ALL && command != Command.REPLACE;
    if (needsTags) {
      parameters.required("tag");
    }
    List<String> tags =
        command == Command.REMOVE_ALL ? List.of() : LabelParameters.tags(parameters, "tag");
    ChangeTags message =
        new ChangeTags(call.by(), resourceType(call), type(call), command, tags, ids(call));
    return bus.request(ChangeTags.ADDRESS, message).map(Answer::body);
  }

  private Future<String> context(Call call) {
    Parameters parameters = call.parameters();
    parameters.required("command");
    boolean removeAll = parameters.word("command", "", CONTEXT_COMMANDS).equals("remove_all");
    if (!removeAll) {
      parameters.required("context");
    }
    Map<String, String> added = removeAll ? Map.of() : LabelParameters.context(parameters);
    ChangeContext message =
        new ChangeContext(call.by(), resourceType(call), type(call), removeAll, added, ids(call));
    return bus.request(ChangeContext.ADDRESS, message).map(Answer::body);
  }

  private Future<String> metadata(Call call) {
    Parameters parameters = call.parameters();
    parameters.required("metadata");
    ChangeMetadata message =
        new ChangeMetadata(
            call.by(),
            resourceType(call),
            type(call),
            LabelParameters.metadata(parameters),
            parameters.flag("clear_invalid", false),
            ids(call));
    return bus.request(ChangeMetadata.ADDRESS, message).map(Answer::body);
  }

  private static List<String> ids(Call call) {
    return LabelParameters.ids(call.parameters(), "public_ids", MOST_IDS);
  }

  private static ResourceType resourceType(Call call) {
    return ResourceType.of(call.path("resourceType"));
  }

  private static DeliveryType type(Call call) {
    return DeliveryType.of(call.parameters().text("type").orElse("upload"));
  }
}
