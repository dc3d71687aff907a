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
 * One rendering of a template, with what it may cost: characters that are written, turns of
 * sections and look-ups of names. Names lead to members of maps and lists only, never to methods. For one thread.
 */
final class Rendering {
  /** Characters. */
  static final int LARGEST = 1024 * 1024;

  private static final int MOST_STEPS = 20_000;

  private final Mustache.Compiler compiler =
      Mustache.compiler().escapeHTML(false).defaultValue("").withCollector(new Members());

  private int room = LARGEST;
  private int steps = MOST_STEPS;

  /** The text with its tags filled in. */
  String render(String text, Map<String, Object> names) {
    if (!text.contains("{{")) {
      return text;
    }
    Bounded written = new Bounded();
    compiler.compile(text).execute(names, written);
    spend(written.text.length());
    return written.text.toString();
  }

  /** Counts a value that becomes part of the result as it is; of what it writes nothing is lost. */
  void take(@Nullable Object value) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((name, member) -> {
            spend(String.valueOf(name).length() + 4);
            take(member);
          });
      case List<?> list ->
          list.forEach(item -> {
            spend(2);
            take(item);
          });
      case String text -> spend(text.length() + 2);
      case null, default -> spend(4);
    }
  }

  private void spend(int characters) {
    room -= characters;
    if (room < 0) {
      throw new IllegalStateException("the result is longer than " + LARGEST + " characters");
    }
  }

  private void step() {
    if (--steps < 0) {
      throw new IllegalStateException("more than " + MOST_STEPS + " steps");
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
      step();
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
      return new Lookups<>();
    }
  }

  /** Asked for every name in every context. */
  private final class Lookups<K, V> extends HashMap<K, V> {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable V get(@Nullable Object key) {
      step();
      return super.get(key);
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
        step();
        return items.next();
      }
    };
  }
}
