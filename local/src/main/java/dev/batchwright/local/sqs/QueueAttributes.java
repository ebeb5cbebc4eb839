package dev.batchwright.local.sqs;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The settings of a queue, checked, each as the text that the API has it in.
///
/// @param values what was set; what was not has the service's default
record QueueAttributes(Map<String, String> values) {
  /// Lowest, highest and default value of the numeric attributes, as the API reference has them.
  private enum Range {
    DelaySeconds(0, 900, 0),
    MaximumMessageSize(1_024, 1 << 20, 1 << 20),
    MessageRetentionPeriod(60, 1_209_600, 345_600),
    ReceiveMessageWaitTimeSeconds(0, 20, 0),
    VisibilityTimeout(0, 43_200, 30);

    final int low;
    final int high;
    final int standard;

    Range(int low, int high, int standard) {
      this.low = low;
      this.high = high;
      this.standard = standard;
    }
  }

  /// Kept and answered as they were set; they mean nothing inside one process.
  private static final Set<String> KEPT =
      Set.of(
          "Policy",
          "RedriveAllowPolicy",
          "KmsMasterKeyId",
          "KmsDataKeyReusePeriodSeconds",
          "SqsManagedSseEnabled");

  QueueAttributes {
    values = Map.copyOf(values);
    values.forEach(QueueAttributes::check);
  }

  /// These settings with others on top; an empty value takes a setting back.
  QueueAttributes with(Map<String, String> changes) {
    Map<String, String> merged = new TreeMap<>(values);
    merged.putAll(changes);
    merged.values().removeIf(String::isEmpty);
    return new QueueAttributes(merged);
  }

  /// The first of these attributes that has another value here, if any.
  Optional<String> differsIn(Map<String, String> wanted) {
    Map<String, String> mine = described();
    return wanted.entrySet().stream()
        .filter(e -> !e.getValue().equals(mine.getOrDefault(e.getKey(), "")))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// All settings, defaults filled in.
  Map<String, String> described() {
    Map<String, String> all = new TreeMap<>();
    for (Range range : Range.values()) {
      all.put(range.name(), Integer.toString(range.standard));
    }
    all.put("SqsManagedSseEnabled", "true");
    all.putAll(values);
    return all;
  }

  int delaySeconds() {
    return number(Range.DelaySeconds);
  }

  int maximumMessageSizeBytes() {
    return number(Range.MaximumMessageSize);
  }

  int retentionSeconds() {
    return number(Range.MessageRetentionPeriod);
  }

  int receiveWaitSeconds() {
    return number(Range.ReceiveMessageWaitTimeSeconds);
  }

  int visibilitySeconds() {
    return number(Range.VisibilityTimeout);
  }

  Optional<RedrivePolicy> redrive() {
    return Optional.ofNullable(values.get("RedrivePolicy")).map(RedrivePolicy::parse);
  }

  private int number(Range range) {
    String value = values.get(range.name());
    return value == null ? range.standard : Integer.parseInt(value);
  }

  private static void check(String name, String value) {
    for (Range range : Range.values()) {
      if (range.name().equals(name)) {
        inRange(name, value, range.low, range.high);
        return;
      }
    }
    if (name.equals("RedrivePolicy")) {
      RedrivePolicy.parse(value);
    } else if (name.equals("FifoQueue") || name.equals("ContentBasedDeduplication")) {
      throw QueueErrors.attributeValue(
          name, value, "a standard queue (the embedded target has no FIFO queues)");
    } else if (!KEPT.contains(name)) {
      throw QueueErrors.attributeName(name);
    }
  }

  /// The number in a setting or parameter.
  ///
  /// @throws dev.batchwright.local.http.ServiceException where it is none, or outside [low, high]
  static int inRange(String name, String value, int low, int high) {
    int number;
    try {
      number = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw QueueErrors.attributeValue(name, value, "a whole number");
    }
    if (number < low || number > high) {
      throw QueueErrors.attributeValue(name, value, low + " to " + high);
    }
    return number;
  }
}
