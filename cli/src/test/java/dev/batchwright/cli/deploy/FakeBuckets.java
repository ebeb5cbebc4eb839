package dev.batchwright.cli.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Buckets in memory.
final class FakeBuckets implements Buckets {

  final Set<String> uploaded = new TreeSet<>();
  final Map<String, Content> contents = new HashMap<>();
  final List<String> calls = new ArrayList<>();

  @Override
  public void ensure(String bucket) {
    calls.add("ensure " + bucket);
  }

  @Override
  public boolean upload(String bucket, Artifact artifact) {
    return uploaded.add(bucket + "/" + artifact.key());
  }

  @Override
  public String url(String bucket, String key) {
    return "https://" + bucket + "/" + key;
  }

  @Override
  public Content content(String bucket) {
    return contents.getOrDefault(bucket, new Content(0, false));
  }

  @Override
  public void delete(String bucket) {
    calls.add("delete " + bucket);
  }

  @Override
  public void close() {
    calls.add("close");
  }
}
