package dev.batchwright.states.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The versions and aliases of one machine. The registry's lock guards it.
final class Releases {

  private final Map<Integer, Version> versions = new TreeMap<>();
  private final Map<String, Alias> aliases = new TreeMap<>();
  private int lastNumber;

  /// The number that the next version gets.
  int nextNumber() {
    return lastNumber + 1;
  }

  void add(Version version) {
    lastNumber = version.number();
    versions.put(version.number(), version);
  }

  void remove(Version version) {
    versions.remove(version.number());
  }

  /// The latest first.
  List<Version> versions() {
    return new ArrayList<>(versions.values()).reversed();
  }

  Optional<Version> version(String arn) {
    return versions.values().stream().filter(it -> it.arn().equals(arn)).findFirst();
  }

  /// The version that was published of a revision, if it still is there.
  Optional<Version> ofRevision(String revisionId) {
    return versions().stream().filter(it -> it.of().revisionId().equals(revisionId)).findFirst();
  }

  void put(Alias alias) {
    aliases.put(alias.arn(), alias);
  }

  void remove(Alias alias) {
    aliases.remove(alias.arn());
  }

  List<Alias> aliases() {
    return List.copyOf(aliases.values());
  }

  Optional<Alias> alias(String arn) {
    return Optional.ofNullable(aliases.get(arn));
  }

  /// The aliases that lead to a version.
  List<String> leadingTo(String versionArn) {
    return aliases.values().stream()
        .filter(it -> it.routes().stream().anyMatch(to -> to.versionArn().equals(versionArn)))
        .map(Alias::name)
        .toList();
  }
}
