package dev.batchwright.tests.localstack;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/// One LocalStack for all tests of this JVM, started on first use. Image and endpoint are settings,
/// so that another emulator can take its place:
///
/// | environment variable | |
/// | --- | --- |
/// | `BATCHWRIGHT_LOCALSTACK_IMAGE` | image, by default `localstack/localstack:4.14.0` |
/// | `BATCHWRIGHT_LOCALSTACK_ENDPOINT` | an emulator that runs already; no container is started |
/// | `BATCHWRIGHT_REQUIRE_LOCALSTACK` | when set, a missing Docker is a failure, not a skip |
final class LocalStackTarget {

  /// The last version that needs no account.
  private static final String IMAGE = "localstack/localstack:4.14.0";

  /// What the template's resources, and those who deploy them, speak to.
  private static final String[] SERVICES = {
    "cloudformation",
    "cloudwatch",
    "events",
    "iam",
    "kms",
    "lambda",
    "logs",
    "s3",
    "scheduler",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "stepfunctions",
    "sts"
  };

  private static LocalStackContainer container;
  private static URI endpoint;

  private LocalStackTarget() {}

  /// The endpoint, started if need be; without Docker the calling test is skipped, or fails where
  /// Docker is required.
  static synchronized URI endpoint() {
    if (endpoint == null) {
      String given = System.getenv("BATCHWRIGHT_LOCALSTACK_ENDPOINT");
      endpoint = given == null ? start() : URI.create(given);
    }
    return endpoint;
  }

  private static URI start() {
    container = container(SERVICES);
    container.start();
    return container.getEndpoint();
  }

  /// A container that is not started yet; as [#endpoint()] without Docker.
  static LocalStackContainer container(String... services) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      String reason = "the LocalStack tests need Docker, and none answers here";
      if (System.getenv("BATCHWRIGHT_REQUIRE_LOCALSTACK") != null) {
        fail(reason + "; BATCHWRIGHT_REQUIRE_LOCALSTACK asks for it");
      }
      System.out.println("skipped: " + reason);
      abort(reason);
    }
    String image = System.getenv().getOrDefault("BATCHWRIGHT_LOCALSTACK_IMAGE", IMAGE);
    return new LocalStackContainer(
            DockerImageName.parse(image).asCompatibleSubstituteFor("localstack/localstack"))
        .withServices(services);
  }

  /// Points a client at it.
  static <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, endpoint());
  }

  /// Points a client at another LocalStack.
  static <B extends AwsClientBuilder<B, C>, C> C client(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
