package dev.batchwright.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rows under a header in columns; columns of numbers are flush right.
public final class Table {

  /// A longer cell is cut, so that one text does not push all else off the screen.
  private static final int MAX_CELL = 40;

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9,]*(\\.[0-9]+)?|");

  private Table() {}

  /// Draws the table, a line each, without line ends.
  ///
  /// @param rows the header first; rows may be shorter than the header
  public static List<String> lines(List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    boolean[] numeric = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      numeric[column] = isNumeric(rows, column);
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], cell(row, column).length());
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      lines.add(line(rows.get(row), widths, numeric));
      if (row == 0) {
        lines.add(rule(widths));
      }
    }
    return lines;
  }

  private static boolean isNumeric(List<List<String>> rows, int column) {
    return rows.stream().skip(1).allMatch(row -> NUMBER.matcher(cell(row, column)).matches());
  }

  private static String cell(List<String> row, int column) {
    if (column >= row.size()) {
      return "";
    }
    String text = row.get(column).replaceAll("\\p{Cntrl}", " ");
    return text.length() <= MAX_CELL ? text : text.substring(0, MAX_CELL - 1) + "…";
  }

  private static String line(List<String> row, int[] widths, boolean[] numeric) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cell(row, column);
      String padding = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : "  ");
      line.append(numeric[column] ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private static String rule(int[] widths) {
    List<String> dashes = new ArrayList<>();
    for (int width : widths) {
      dashes.add("-".repeat(width));
    }
    return String.join("  ", dashes);
  }
}
