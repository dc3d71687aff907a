package dev.darkroom.asset.search;

import dev.darkroom.asset.listing.Binder;
import dev.darkroom.asset.listing.Words;
import dev.darkroom.protocol.FolderMode;
import java.time.Instant;
import java.util.List;

/** What a translation is made in: whose rows, when, and where the values go. */
record Scope(long environmentId, FolderMode folderMode, Instant now, Binder binder) {
  /** Matches nothing: what unknown fields and words without letters come to. */
  static final String NOTHING = "false";

  /** Rows with a word of a field, or several. */
  String found(String query) {
    return "a.words @@ " + binder.text(query) + "::tsquery";
  }

  /** Rows with all words of the text in a field; nothing when the text has no word. */
  String words(String code, String text, boolean prefix) {
    List<String> words = Words.of(text);
    return words.isEmpty()
        ? NOTHING
        : found(Words.query(environmentId, code, words, prefix && Words.endsInWord(text)));
  }

  /**
   * The same as a first sieve of a stricter condition, which it must not make narrower. The planner
   * knows how rare words are; of the condition it would believe that it is far rarer than they are,
   * unless it cannot look into it.
   */
  String sieved(String code, String text, boolean prefix, String condition) {
    boolean any = !Words.of(text).isEmpty();
    return any
        ? "(" + words(code, text, prefix) + " and coalesce(" + condition + ", false))"
        : condition;
  }
}
