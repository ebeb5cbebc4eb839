package dev.batchwright.functions;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/// What a function's environment variables say to SDK clients. On Lambda the SDK finds it out by
/// itself; where many functions share one process, the real environment is not the function's.
///
/// @param variables the function's environment
record ClientVariables(Map<String, String> variables) {

  /// Whether they are this process's own, so that the SDK can be left to it.
  boolean areOfProcess() {
    return variables.equals(System.getenv());
  }

  /// Another endpoint than AWS, where they name one.
  ///
  /// @param service the service as the SDK's variables call it: `S3`, `SFN`
  Optional<URI> endpoint(String service) {
    String named =
        variables.getOrDefault(
            "AWS_ENDPOINT_URL_" + service, variables.getOrDefault("AWS_ENDPOINT_URL", ""));
    return named.isEmpty() ? Optional.empty() : Optional.of(URI.create(named));
  }

  /// Gives a client region and credentials.
  void identify(AwsClientBuilder<?, ?> builder) {
    builder.region(Region.of(variables.getOrDefault("AWS_REGION", "us-east-1")));
    String key = variables.get("AWS_ACCESS_KEY_ID");
    String secret = variables.get("AWS_SECRET_ACCESS_KEY");
    if (key != null && secret != null) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)));
    }
  }
}
