package dev.batchwright.batch.protocol;

/// What has to hold in every state of a protocol, and between each and the next.
final class Safety {

  private Safety() {}

  /// @return what is wrong with a state, or an empty text
  static String wrong(Protocol protocol, long state) {
    for (int chunk = 0; chunk < protocol.chunks(); chunk++) {
      int owner = protocol.commit(state, chunk);
      int shown = protocol.visible(state, chunk);
      if (shown != 0 && shown != owner) {
        return "an output is visible that is not the winner's";
      }
      if (owner != 0 && shown != owner && !protocol.isPending(state, chunk, owner)) {
        return "a committed output is lost";
      }
      if (shown != 0
          && protocol.chunks() - Integer.bitCount(protocol.committed(state))
              > protocol.tolerated()) {
        return "an output is visible before the ledger balances";
      }
      if (protocol.hasManifest(state)
          && (protocol.manifest(state) >> chunk & 1) == 1
          && shown == 0) {
        return "the manifest names an output that is not there";
      }
    }
    if (protocol.isPublished(state)) {
      if (!protocol.hasManifest(state)) {
        return "_SUCCESS is there before the manifest";
      }
      if (protocol.manifest(state) != protocol.shown(state)) {
        return "an output is visible that the manifest does not name";
      }
      if (protocol.told(state) != Protocol.Told.PUBLISHED) {
        return "the run is published, and its summary does not say so";
      }
    }
    return "";
  }

  /// @return what is wrong with a transition, or an empty text
  static String wrong(Protocol protocol, long before, long after) {
    for (int chunk = 0; chunk < protocol.chunks(); chunk++) {
      if (protocol.commit(before, chunk) != 0
          && protocol.commit(after, chunk) != protocol.commit(before, chunk)) {
        return "a commit changed";
      }
    }
    if (protocol.isPublished(before)
        && (protocol.shown(before) != protocol.shown(after)
            || protocol.manifest(before) != protocol.manifest(after)
            || !protocol.isPublished(after))) {
      return "what is published changed";
    }
    return "";
  }
}
