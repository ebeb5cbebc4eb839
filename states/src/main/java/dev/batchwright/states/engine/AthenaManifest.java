package dev.batchwright.states.engine;

import dev.batchwright.states.definition.Iteration.Format.DataFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The list of data files that Athena's `UNLOAD` leaves behind: CSV with one `s3://` URI a row.
final class AthenaManifest {

  private static final Pattern URI = Pattern.compile("\"?[sS]3://([^/\"]+)/([^\"]+)\"?");

  private AthenaManifest() {}

  /// The items of all files that it names, in its order.
  ///
  /// @param manifest closed together with the items
  static ItemSource open(ItemReaders readers, BufferedReader manifest, DataFile each) {
    Iterator<ObjectPlace> places =
        manifest
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(AthenaManifest::place)
            .iterator();
    return new ChainedItems(places, place -> readers.file(each, place), () -> close(manifest));
  }

  private static ObjectPlace place(String line) {
    Matcher uri = URI.matcher(line);
    if (!uri.matches()) {
      throw new UncheckedIOException(
          new IOException("the Athena manifest has '" + line + "', expected s3://BUCKET/KEY"));
    }
    return new ObjectPlace(uri.group(1), uri.group(2), Optional.empty());
  }

  private static void close(BufferedReader manifest) {
    try {
      manifest.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
