package dev.batchwright.states.definition;

import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.query.Expression;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a Map state does: which items, how many at once, what with each.
///
/// @param source where the items come from
/// @param itemSelector what each iteration gets in place of its item
/// @param maxConcurrency how many iterations at once; 0 or absent: as many as the mode allows
/// @param processor the workflow of one item
/// @param mode where iterations run
public record Iteration(
    Source source,
    Optional<Expression> itemSelector,
    Optional<Expression> maxConcurrency,
    Workflow processor,
    Mode mode) {

  public Iteration {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(itemSelector, "itemSelector");
    Objects.requireNonNull(maxConcurrency, "maxConcurrency");
    Objects.requireNonNull(processor, "processor");
    Objects.requireNonNull(mode, "mode");
  }

  /// Where items come from.
  public sealed interface Source {

    /// The state's input, or what Items or ItemsPath make of it.
    record Items(Optional<Expression> items) implements Source {
      public Items {
        Objects.requireNonNull(items, "items");
      }
    }

    /// An object or listing in S3.
    ///
    /// @param resource `s3:getObject` or `s3:listObjectsV2`
    /// @param arguments Bucket, Key, Prefix, VersionId
    /// @param maxItems how many items are used at most
    record Reader(
        ResourceArn resource, Expression arguments, Format format, Optional<Expression> maxItems)
        implements Source {
      public Reader {
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(maxItems, "maxItems");
      }
    }
  }

  /// What an item reader finds.
  public sealed interface Format {

    /// The listing itself: one item an object.
    record Listing() implements Format {}

    /// What is in the objects of a listing, one after the other (`LOAD_AND_FLATTEN`).
    record Contents(DataFile each) implements Format {
      public Contents {
        Objects.requireNonNull(each, "each");
      }
    }

    /// An S3 Inventory: its manifest, whose data files are CSV.
    ///
    /// @param layout how the data files are to be read, where the definition says so; else they
    ///   have commas and the columns that the manifest names
    record Inventory(Optional<DataFile.Csv> layout) implements Format {
      public Inventory {
        Objects.requireNonNull(layout, "layout");
      }
    }

    /// The manifest of an Athena `UNLOAD` query, a list of data files.
    record AthenaManifest(DataFile each) implements Format {
      public AthenaManifest {
        Objects.requireNonNull(each, "each");
      }
    }

    /// One object with items in it.
    sealed interface DataFile extends Format {

      /// A JSON array or object.
      ///
      /// @param itemsPointer RFC 6901 pointer to it; empty for the whole document
      record Json(String itemsPointer) implements DataFile {
        public Json {
          Objects.requireNonNull(itemsPointer, "itemsPointer");
        }
      }

      /// JSON Lines.
      record JsonLines() implements DataFile {}

      /// Delimited text.
      ///
      /// @param headers the column names; empty when the first row has them
      record Csv(List<String> headers, char delimiter) implements DataFile {
        public Csv {
          headers = List.copyOf(headers);
        }
      }

      /// Parquet.
      record Parquet() implements DataFile {}
    }
  }

  /// Where iterations run.
  public sealed interface Mode {

    /// In the execution itself.
    record Inline() implements Mode {}

    /// In child executions of a Map Run.
    ///
    /// @param childType the type of the children
    /// @param label part of the Map Run's ARN
    /// @param batcher how items are put together
    /// @param tolerance how many may fail
    /// @param writer where results go in place of the state's result
    record Distributed(
        MachineType childType,
        Optional<String> label,
        Optional<Batcher> batcher,
        Tolerance tolerance,
        Optional<Writer> writer)
        implements Mode {
      public Distributed {
        Objects.requireNonNull(childType, "childType");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(batcher, "batcher");
        Objects.requireNonNull(tolerance, "tolerance");
        Objects.requireNonNull(writer, "writer");
      }
    }
  }

  /// Puts several items into one child's input; at least one limit is given.
  public record Batcher(
      Optional<Expression> maxItems,
      Optional<Expression> maxInputBytes,
      Optional<Expression> batchInput) {
    public Batcher {
      Objects.requireNonNull(maxItems, "maxItems");
      Objects.requireNonNull(maxInputBytes, "maxInputBytes");
      Objects.requireNonNull(batchInput, "batchInput");
    }
  }

  /// How many items may fail before the Map Run fails; exceeding either limit is too much.
  public record Tolerance(Optional<Expression> count, Optional<Expression> percentage) {
    public Tolerance {
      Objects.requireNonNull(count, "count");
      Objects.requireNonNull(percentage, "percentage");
    }
  }

  /// Writes children's results to S3.
  ///
  /// @param arguments Bucket and Prefix; absent: results are only transformed
  public record Writer(
      Optional<Expression> arguments, Transformation transformation, boolean jsonLines) {
    public Writer {
      Objects.requireNonNull(arguments, "arguments");
      Objects.requireNonNull(transformation, "transformation");
    }
  }

  /// What a [Writer] makes of a child's result.
  public enum Transformation {
    /// Result and metadata of the child.
    NONE,
    /// The result alone.
    COMPACT,
    /// The result alone, and arrays element by element.
    FLATTEN
  }
}
