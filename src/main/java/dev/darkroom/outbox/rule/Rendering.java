package dev.darkroom.outbox.rule;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import java.io.Writer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rendering of a template, with what it may cost: characters that are written and turns of
 * sections. Names lead to members of maps and lists only, never to methods. For one thread.
 */
final class Rendering {
  /** Characters. */
  static final int LARGEST = 1024 * 1024;

  private static final int MOST_TURNS = 100_000;

  private final Mustache.Compiler compiler =
      Mustache.compiler().escapeHTML(false).defaultValue("").withCollector(new Members());

  private int room = LARGEST;
  private int turns = MOST_TURNS;

  /** The text with its tags filled in. */
  String render(String text, Map<String, Object> names) {
    if (!text.contains("{{")) {
      return text;
    }
    Bounded written = new Bounded();
    compiler.compile(text).execute(names, written);
    return written.text.toString();
  }

  /** Counts characters of the result. */
  void spend(int characters) {
    room -= characters;
    if (room < 0) {
      throw new IllegalStateException("the result is longer than " + LARGEST + " characters");
    }
  }

  private final class Bounded extends Writer {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] characters, int offset, int length) {
      if (length > room - text.length()) {
        throw new IllegalStateException("the result is longer than " + LARGEST + " characters");
      }
      text.append(characters, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** The members of JSON, and no Java beneath. */
  private final class Members extends BasicCollector {
    @Override
    public @Nullable Iterator<?> toIterator(Object value) {
      if (--turns < 0) {
        throw new IllegalStateException("more than " + MOST_TURNS + " turns");
      }
      return value instanceof List<?> list ? counted(list.iterator()) : null;
    }

    @Override
    public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
      return context instanceof Map || context instanceof List
          ? super.createFetcher(context, name)
          : null;
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
      return new HashMap<>();
    }
  }

  private Iterator<Object> counted(Iterator<?> items) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public Object next() {
        if (--turns < 0) {
          throw new IllegalStateException("more than " + MOST_TURNS + " turns");
        }
        return items.next();
      }
    };
  }
}
