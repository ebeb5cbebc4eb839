package dev.batchwright.states.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a member of a request may be.
sealed interface Shape {

  /// A string.
  ///
  /// @param length in characters
  record Text(Bounds length, Optional<Pattern> pattern) implements Shape {
    public Text {
      Objects.requireNonNull(length, "length");
      Objects.requireNonNull(pattern, "pattern");
    }
  }

  /// One of some words.
  record Word(List<String> words) implements Shape {
    public Word {
      words = List.copyOf(words);
    }
  }

  /// A number.
  ///
  /// @param whole whether it has no fraction
  record Number(boolean whole, Bounds value) implements Shape {
    public Number {
      Objects.requireNonNull(value, "value");
    }
  }

  /// True or false.
  record Flag() implements Shape {}

  /// An array.
  record Many(Bounds size, Shape element) implements Shape {
    public Many {
      Objects.requireNonNull(size, "size");
      Objects.requireNonNull(element, "element");
    }
  }

  /// An object of a structure that the table gives by name.
  record Structure(String name) implements Shape {
    public Structure {
      Objects.requireNonNull(name, "name");
    }
  }

  /// From `least` to `most`, both included.
  record Bounds(double least, double most) {
    static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /// One member.
  record Member(boolean required, Shape shape) {
    public Member {
      Objects.requireNonNull(shape, "shape");
    }
  }

  /// The members of an operation's request or of a structure, by name and in order.
  record Members(Map<String, Member> byName) {
    public Members {
      byName = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }
  }
}
