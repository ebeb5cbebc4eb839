package dev.batchwright.benchmarks;

import dev.batchwright.batch.formats.ObjectBytes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.SplittableRandom;

/// CSV in memory that looks like TPC-H lineitem: the same columns, widths and value ranges, made
/// from a seed.
final class LineItems implements ObjectBytes {

  private static final String HEADER =
      "l_orderkey,l_partkey,l_suppkey,l_linenumber,l_quantity,l_extendedprice,l_discount,l_tax,"
          + "l_returnflag,l_linestatus,l_shipdate,l_commitdate,l_receiptdate,l_shipinstruct,"
          + "l_shipmode,l_comment\n";
  private static final String[] INSTRUCTIONS = {
    "DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN"
  };
  private static final String[] MODES = {"REG AIR", "AIR", "RAIL", "SHIP", "TRUCK", "MAIL", "FOB"};
  private static final String WORDS =
      "carefully final deposits sleep quickly above the furiously even packages ";

  private final byte[] bytes;

  /// @param sizeBytes about how large: the last row is not cut
  LineItems(int sizeBytes) {
    SplittableRandom random = new SplittableRandom(20130401);
    StringBuilder text = new StringBuilder(sizeBytes + 256).append(HEADER);
    for (int order = 1; text.length() < sizeBytes; order++) {
      appendRow(text, order, random);
    }
    bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void appendRow(StringBuilder text, int order, SplittableRandom random) {
    int quantity = random.nextInt(1, 51);
    int priceCents = quantity * random.nextInt(90_000, 210_000);
    LocalDate shipped = LocalDate.of(1992, 1, 2).plusDays(random.nextInt(2526));
    boolean delivered = shipped.isBefore(LocalDate.of(1995, 6, 18));
    text.append(order).append(',').append(random.nextInt(1, 200_001));
    text.append(',').append(random.nextInt(1, 10_001)).append(',').append(random.nextInt(1, 8));
    text.append(',').append(quantity).append(',').append(priceCents / 100).append('.');
    twoDigits(text, priceCents % 100).append(",0.");
    twoDigits(text, random.nextInt(11)).append(",0.");
    twoDigits(text, random.nextInt(9)).append(',');
    text.append(delivered ? (random.nextBoolean() ? 'R' : 'A') : 'N').append(',');
    text.append(delivered ? 'F' : 'O').append(',').append(shipped);
    text.append(',').append(shipped.plusDays(random.nextInt(90)));
    text.append(',').append(shipped.plusDays(random.nextInt(1, 31)));
    text.append(',').append(INSTRUCTIONS[random.nextInt(INSTRUCTIONS.length)]);
    text.append(',').append(MODES[random.nextInt(MODES.length)]).append(",\"");
    int from = random.nextInt(30);
    text.append(WORDS, from, from + random.nextInt(10, 43)).append("\"\n");
  }

  private static StringBuilder twoDigits(StringBuilder text, int value) {
    return text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  @Override
  public String place() {
    return "memory:lineitem.csv";
  }

  @Override
  public long sizeBytes() {
    return bytes.length;
  }

  @Override
  public InputStream open(long startByte, long expectedEndByte) {
    int start = Math.toIntExact(startByte);
    return new ByteArrayInputStream(bytes, start, bytes.length - start);
  }
}
