package dev.darkroom.docs;

import io.vertx.core.json.JsonObject;

/**
 * A member of an object.
 *
 * @param sentence what it means; empty when its name says that
 */
record Member(String name, Value value, Presence presence, String sentence) {
  /** When it is there. */
  enum Presence {
    ALWAYS,
    /** Where it applies, and in the example. */
    SOMETIMES,
    /** Where it applies, which is elsewhere than in the example. */
    ELSEWHERE
  }

  static Member always(String name, Value value) {
    return new Member(name, value, Presence.ALWAYS, "");
  }

  static Member sometimes(String name, Value value) {
    return new Member(name, value, Presence.SOMETIMES, "");
  }

  static Member elsewhere(String name, Value value) {
    return new Member(name, value, Presence.ELSEWHERE, "");
  }

  /** The same with what it means. */
  Member meaning(String newSentence) {
    return new Member(name, value, presence, newSentence);
  }

  JsonObject schema() {
    return sentence.isEmpty() ? value.schema() : value.schema().copy().put("description", sentence);
  }
}
