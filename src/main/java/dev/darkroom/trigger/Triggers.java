package dev.darkroom.trigger;

import dev.darkroom.protocol.Answer;
import dev.darkroom.protocol.CreateTrigger;
import dev.darkroom.protocol.DeleteTrigger;
import dev.darkroom.protocol.Destinations;
import dev.darkroom.protocol.Done;
import dev.darkroom.protocol.ListTriggers;
import dev.darkroom.protocol.MatchTriggers;
import dev.darkroom.protocol.TestTrigger;
import dev.darkroom.protocol.Trigger;
import dev.darkroom.protocol.TriggerList;
import dev.darkroom.protocol.UpdateTrigger;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.LongConsumer;

/** Triggers are listed, matched, tested and changed. Changes await. */
final class Triggers {
  private final TriggerStore store;
  private final LongConsumer changed;

  /**
   * The triggers in the store.
   *
   * @param changed hears of the environment whose triggers changed
   */
  Triggers(TriggerStore store, LongConsumer changed) {
    this.store = store;
    this.changed = changed;
  }

  Future<TriggerList> list(ListTriggers request) {
    return store.list(request.environmentId(), request.eventType()).map(TriggerList::new);
  }

  Future<Destinations> match(MatchTriggers request) {
    return store
        .match(request.environmentId(), request.type(), request.urls())
        .map(Destinations::new);
  }

  Future<Answer> test(TestTrigger request) {
    return store
        .find(request.environmentId(), request.id())
        .map(trigger -> TriggerRules.test(trigger, new JsonObject(request.sample())));
  }

  Trigger create(CreateTrigger request) {
    Trigger made = store.insert(TriggerRules.checked(request)).await();
    changed.accept(request.environmentId());
    return made;
  }

  Trigger update(UpdateTrigger request) {
    Trigger made = store.update(TriggerRules.checked(request)).await();
    changed.accept(request.environmentId());
    return made;
  }

  Done delete(DeleteTrigger request) {
    store.delete(request.environmentId(), request.id()).await();
    changed.accept(request.environmentId());
    return new Done();
  }
}
