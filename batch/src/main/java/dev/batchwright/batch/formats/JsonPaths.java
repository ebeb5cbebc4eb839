package dev.batchwright.batch.formats;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The members that are looked for in a JSON object, as a tree: at each level the names that matter
/// there. A name with dots is looked for as one member and as nested ones.
final class JsonPaths {

  private final byte[] name;
  private int field = -1;
  private JsonPaths[] children = {};

  JsonPaths() {
    this(new byte[0]);
  }

  private JsonPaths(byte[] name) {
    this.name = name;
  }

  /// Where the value at this place goes in [Fields], or -1 when it is not asked for itself.
  int field() {
    return field;
  }

  boolean hasChildren() {
    return children.length > 0;
  }

  /// The place of this member, or null when nothing in it is asked for.
  @Nullable JsonPaths child(byte[] bytes, int start, int end) {
    for (JsonPaths child : children) {
      if (Arrays.equals(child.name, 0, child.name.length, bytes, start, end)) {
        return child;
      }
    }
    return null;
  }

  void add(String path, int target) {
    childNamed(path).field = target;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      if (dot > 0 && dot + 1 < path.length()) {
        childNamed(path.substring(0, dot)).add(path.substring(dot + 1), target);
      }
    }
  }

  private JsonPaths childNamed(String member) {
    byte[] wanted = member.getBytes(StandardCharsets.UTF_8);
    JsonPaths found = child(wanted, 0, wanted.length);
    if (found == null) {
      found = new JsonPaths(wanted);
      List<JsonPaths> more = new ArrayList<>(List.of(children));
      more.add(found);
      children = more.toArray(JsonPaths[]::new);
    }
    return found;
  }
}
