package dev.batchwright.states.engine;

import java.util.Objects;

/// Makes the ARNs of one account and region.
///
/// @param region such as `us-east-1`
/// @param account twelve digits
public record Names(String region, String account) {

  public Names {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(account, "account");
  }

  /// `arn:aws:states:region:account:stateMachine:name`.
  public String stateMachine(String name) {
    return arn("stateMachine", name);
  }

  /// `...:activity:name`.
  public String activity(String name) {
    return arn("activity", name);
  }

  /// `...:execution:machine:name`, or `...:express:machine:name:id`.
  public String execution(String machineName, String name) {
    return arn("execution", machineName + ":" + name);
  }

  /// `...:express:machine:name:id`.
  public String express(String machineName, String name, String id) {
    return arn("express", machineName + ":" + name + ":" + id);
  }

  /// `...:mapRun:machine/label:id`.
  public String mapRun(String machineName, String label, String id) {
    return arn("mapRun", machineName + "/" + label + ":" + id);
  }

  private String arn(String kind, String rest) {
    return "arn:aws:states:" + region + ":" + account + ":" + kind + ":" + rest;
  }
}
