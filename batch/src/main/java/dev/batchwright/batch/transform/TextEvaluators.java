package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.job.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Expressions whose values are texts.
final class TextEvaluators {

  private TextEvaluators() {}

  static final class Literal extends TextEvaluator {
    Literal(String literal) {
      set(literal.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    void compute(long number) {}
  }

  static final class AsText extends TextEvaluator {
    private final Evaluator value;
    private final ByteBuilder text = new ByteBuilder(32);

    AsText(Evaluator value) {
      this.value = value;
    }

    @Override
    void compute(long number) {
      value.at(number);
      missing = value.missing;
      if (!missing) {
        text.truncate(0);
        value.writeText(text);
        set(text);
      }
    }
  }

  static final class OrElse extends TextEvaluator {
    private final TextEvaluator value;
    private final TextEvaluator fallback;

    OrElse(TextEvaluator value, TextEvaluator fallback) {
      this.value = value;
      this.fallback = fallback;
    }

    @Override
    void compute(long number) {
      value.at(number);
      TextEvaluator chosen = value.missing ? fallback : value;
      chosen.at(number);
      set(chosen);
    }
  }

  static final class Choice extends TextEvaluator {
    private final TruthEvaluator condition;
    private final TextEvaluator then;
    private final TextEvaluator otherwise;

    Choice(TruthEvaluator condition, TextEvaluator then, TextEvaluator otherwise) {
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    void compute(long number) {
      TextEvaluator chosen = condition.holds(number) ? then : otherwise;
      chosen.at(number);
      set(chosen);
    }
  }

  static final class Substring extends TextEvaluator {
    private final TextEvaluator value;
    private final int first;
    private final int length;

    Substring(TextEvaluator value, int first, int length) {
      this.value = value;
      this.first = first;
      this.length = length;
    }

    @Override
    void compute(long number) {
      value.at(number);
      set(value);
      if (!missing) {
        start = skip(value.start, first);
        end = skip(start, length);
      }
    }

    /// The index `count` code points after `from`, at most the text's end.
    private int skip(int from, int count) {
      int at = from;
      for (int i = 0; i < count && at < value.end; i++) {
        at++;
        while (at < value.end && (bytes[at] & 0xC0) == 0x80) {
          at++;
        }
      }
      return at;
    }
  }

  static final class Concat extends TextEvaluator {
    private final List<TextEvaluator> parts;
    private final ByteBuilder text = new ByteBuilder(64);

    Concat(List<TextEvaluator> parts) {
      this.parts = List.copyOf(parts);
    }

    @Override
    void compute(long number) {
      text.truncate(0);
      for (int i = 0; i < parts.size(); i++) {
        TextEvaluator part = parts.get(i);
        part.at(number);
        if (part.missing) {
          missing = true;
          return;
        }
        part.writeText(text);
      }
      set(text);
    }
  }

  /// Another form of a text: bytes while it is ASCII, a string where it is not.
  static final class Form extends TextEvaluator {
    private final Node.TextForm.Operator operator;
    private final TextEvaluator value;
    private final ByteBuilder text = new ByteBuilder(64);

    Form(Node.TextForm.Operator operator, TextEvaluator value) {
      this.operator = operator;
      this.value = value;
    }

    @Override
    void compute(long number) {
      value.at(number);
      set(value);
      if (missing) {
        return;
      }
      text.truncate(0);
      for (int i = start; i < end; i++) {
        byte b = bytes[i];
        if (b < 0) {
          computeString();
          return;
        }
        boolean change =
            operator == Node.TextForm.Operator.UPPER && b >= 'a' && b <= 'z'
                || operator == Node.TextForm.Operator.LOWER && b >= 'A' && b <= 'Z';
        text.put(change ? b ^ 0x20 : b);
      }
      set(text);
      while (operator == Node.TextForm.Operator.TRIM && start < end && bytes[start] <= ' ') {
        start++;
      }
      while (operator == Node.TextForm.Operator.TRIM && start < end && bytes[end - 1] <= ' ') {
        end--;
      }
    }

    private void computeString() {
      String string = value.string();
      String form =
          switch (operator) {
            case UPPER -> string.toUpperCase(Locale.ROOT);
            case LOWER -> string.toLowerCase(Locale.ROOT);
            case TRIM -> string.strip();
          };
      set(form.getBytes(StandardCharsets.UTF_8));
    }
  }

  static final class Lookup extends TextEvaluator {
    private final TextEvaluator key;
    private final LookupTable table;
    private final int column;

    Lookup(TextEvaluator key, LookupTable table, String column) {
      this.key = key;
      this.table = table;
      this.column = table.column(column);
    }

    @Override
    void compute(long number) {
      key.at(number);
      missing = key.missing || !table.find(key.bytes, key.start, key.end, column, this);
    }
  }
}
