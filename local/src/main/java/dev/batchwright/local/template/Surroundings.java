package dev.batchwright.local.template;

import java.util.Map;

/// What a template is resolved against: what AWS knows and the file does not say.
///
/// @param region the value of `AWS::Region`
/// @param accountId the twelve digits of `AWS::AccountId`
/// @param stackName the value of `AWS::StackName`; bucket names that are not given begin with it
/// @param queueUrlBase what queue URLs begin with, without the last `/`
/// @param parameters values of parameters that replace their defaults
public record Surroundings(
    String region,
    String accountId,
    String stackName,
    String queueUrlBase,
    Map<String, String> parameters) {

  /// Copies the parameters.
  public Surroundings {
    parameters = Map.copyOf(parameters);
  }
}
