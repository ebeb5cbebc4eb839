package dev.batchwright.job;

import java.net.URI;
import java.util.Objects;

/// A small table that every worker holds in memory, to look values up in.
///
/// ```java
/// var airlines = SideTable.of(settings.uri("airlines"), Csv.withHeader()).keyedBy("carrier");
/// ... .derive("airline", airlines.lookup(text("carrier"), "name"))
/// ```
///
/// It is pinned with the run's inputs. A key that is there twice, a row that cannot be read, and a
/// table above [#MAX_BYTES] are refused with the run.
///
/// @param uri where it is
/// @param format how it is written
/// @param key the column that identifies a row
public record SideTable(URI uri, Format format, String key) {

  /// 16 MiB of decoded bytes: held by every worker beside its own state, within 256 MiB of heap.
  public static final int MAX_BYTES = 16 << 20;

  public SideTable {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(key, "key");
  }

  /// A table at this place; say by [Unkeyed#keyedBy] what identifies its rows.
  public static Unkeyed of(URI uri, Format format) {
    return new Unkeyed(uri, format);
  }

  /// A table of which it is not yet said what identifies its rows.
  public record Unkeyed(URI uri, Format format) {
    /// The table, with this column identifying its rows.
    public SideTable keyedBy(String column) {
      return new SideTable(uri, format, column);
    }
  }

  /// The text in `column` of the row with this key; missing where there is no such row, or the key
  /// is missing.
  public TextExpression lookup(TextExpression keyValue, String column) {
    return new TextExpression(new Node.Lookup(this, keyValue.node(), column));
  }

  /// As [#lookup(TextExpression, String)], with the key in the column of this name.
  public TextExpression lookup(String keyColumn, String column) {
    return lookup(Expressions.text(keyColumn), column);
  }
}
