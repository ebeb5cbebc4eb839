package dev.batchwright.states.definition;

import dev.batchwright.states.port.ResourceArn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The services that Step Functions calls itself, each with its actions and the patterns they
/// support. (AWS: the pages "connect-SERVICE" of the developer guide for the actions and `.sync`;
/// the table of "Integrating optimized services with Step Functions" for the services that have
/// `.waitForTaskToken`.) What `.sync` means differs from action to action, so an action that is not
/// listed has none. The table gives EKS and Bedrock `.waitForTaskToken` without naming actions:
/// here it is those whose parameters have a payload of the caller's own, where a token can be put.
final class ServiceIntegrations {

  /// A line a service: `action`, `action+s` with `.sync`, `+2` with `.sync:2`, `+w` with
  /// `.waitForTaskToken`.
  private static final String OPTIMIZED =
      """
      apigateway invoke+w
      athena startQueryExecution+s stopQueryExecution getQueryExecution getQueryResults
      batch submitJob+s
      bedrock invokeModel+w createModelCustomizationJob+s
      bedrockagentcore invokeHarness
      codebuild startBuild+s stopBuild batchDeleteBuilds batchGetReports startBuildBatch+s \
      stopBuildBatch retryBuildBatch+s deleteBuildBatch
      databrew startJobRun+s
      dynamodb getItem putItem deleteItem updateItem
      ecs runTask+sw
      eks call+w runJob+sw createCluster+s deleteCluster+s createFargateProfile+s \
      deleteFargateProfile+s createNodegroup+s deleteNodegroup+s
      elasticmapreduce createCluster+s terminateCluster+s addStep+s cancelStep \
      setClusterTerminationProtection modifyInstanceFleetByName modifyInstanceGroupByName
      emr-containers createVirtualCluster deleteVirtualCluster+s startJobRun+s
      emr-serverless createApplication+s startApplication+s stopApplication+s \
      deleteApplication+s startJobRun+s cancelJobRun+s
      events putEvents+w
      glue startJobRun+s
      http invoke
      lambda invoke+w
      mediaconvert createJob+s
      sagemaker createTrainingJob+s createTransformJob+s createHyperParameterTuningJob+s \
      createLabelingJob+s createProcessingJob+s createModel createEndpoint createEndpointConfig \
      updateEndpoint
      sns publish+w
      sqs sendMessage+w
      states startExecution+s2w
      """;

  private static final Map<String, String> PATTERNS = patterns();

  private ServiceIntegrations() {}

  private static Map<String, String> patterns() {
    Map<String, String> patterns = new HashMap<>();
    for (String line : OPTIMIZED.lines().toList()) {
      String[] words = line.split(" +");
      for (int i = 1; i < words.length; i++) {
        String[] action = words[i].split("\\+");
        patterns.put(words[0] + ":" + action[0], action.length > 1 ? action[1] : "");
      }
    }
    return Map.copyOf(patterns);
  }

  /// What is wrong with a resource, or empty when a Task may have it.
  static Optional<String> problem(ResourceArn resource) {
    if (resource.kind() != ResourceArn.Kind.INTEGRATION) {
      return Optional.empty();
    }
    String called = resource.service() + ":" + resource.action();
    if (called.startsWith("aws-sdk:")) {
      return called.matches("aws-sdk:[a-z0-9]+:[a-z][A-Za-z0-9]*")
          ? unsupported(resource, "w")
          : Optional.of(
              "expected arn:aws:states:::aws-sdk:SERVICE:ACTION, such as aws-sdk:s3:getObject");
    }
    String patterns = PATTERNS.get(called);
    return patterns == null ? Optional.of(unknown(resource)) : unsupported(resource, patterns);
  }

  private static Optional<String> unsupported(ResourceArn resource, String patterns) {
    String needed =
        switch (resource.pattern()) {
          case REQUEST_RESPONSE -> "";
          case RUN_A_JOB -> "s";
          case RUN_A_JOB_PARSED -> "2";
          case WAIT_FOR_TASK_TOKEN -> "w";
        };
    if (patterns.contains(needed)) {
      return Optional.empty();
    }
    Set<String> supported = new TreeSet<>();
    supported.add("request and response");
    patterns
        .chars()
        .forEach(
            c -> supported.add(c == 's' ? ".sync" : c == '2' ? ".sync:2" : ".waitForTaskToken"));
    return Optional.of(
        resource.service()
            + ":"
            + resource.action()
            + " has no "
            + resource.pattern().suffix()
            + ", expected one of "
            + Fields.sorted(supported));
  }

  private static String unknown(ResourceArn resource) {
    String start = resource.service() + ":";
    Set<String> known =
        PATTERNS.keySet().stream()
            .filter(it -> it.startsWith(start))
            .map(it -> it.substring(start.length()))
            .collect(Collectors.toSet());
    return known.isEmpty()
        ? "no service integration is called '"
            + resource.service()
            + "', expected an optimized one or aws-sdk:SERVICE:ACTION"
        : "'"
            + resource.service()
            + "' has no action '"
            + resource.action()
            + "', expected one of "
            + Fields.sorted(known)
            + ", or aws-sdk:SERVICE:ACTION";
  }
}
