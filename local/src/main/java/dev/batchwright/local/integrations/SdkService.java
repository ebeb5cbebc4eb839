package dev.batchwright.local.integrations;

import dev.batchwright.states.port.TaskFailure;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.builder.Buildable;

/// The SDK's client of one service, found by the service's name.
///
/// @param prefix how the service's classes begin, which is how its errors are named: `DynamoDb`
/// @param type the client's interface
record SdkService(String prefix, Class<?> type, Object client) {

  private static final String ROOT = "software.amazon.awssdk.services.";
  private static final String CLIENT = "Client.class";

  /// Longer than a Lambda function may run.
  private static final Duration PATIENCE = Duration.ofMinutes(16);

  /// Makes a client.
  ///
  /// @throws TaskFailure `States.Runtime` where there is no client of that name on the class path
  static SdkService open(String service, Endpoints endpoints) throws TaskFailure {
    try {
      String prefix = prefix(service);
      Class<?> type = Class.forName(ROOT + service + "." + prefix + "Client");
      Object builder = type.getMethod("builder").invoke(null);
      return new SdkService(prefix, type, client(builder, endpoints.of(service), endpoints));
    } catch (InvocationTargetException e) {
      throw new TaskFailure("States.Runtime", service + ": no client: " + e.getTargetException());
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new TaskFailure("States.Runtime", service + ": not a client of the SDK: " + e);
    } catch (ClassNotFoundException | IOException e) {
      throw new TaskFailure(
          "States.Runtime",
          "service '"
              + service
              + "' has no client on the class path; add software.amazon.awssdk:"
              + service
              + " to it");
    }
  }

  /// The client's interface, without a client; empty where it is not on the class path.
  static Optional<Class<?>> find(String service) {
    try {
      return Optional.of(Class.forName(ROOT + service + "." + prefix(service) + "Client"));
    } catch (ClassNotFoundException | IOException _) {
      return Optional.empty();
    }
  }

  private static Object client(Object builder, Optional<URI> endpoint, Endpoints endpoints) {
    if (builder instanceof AwsClientBuilder<?, ?> aws) {
      aws.region(Region.of(endpoints.region()));
      // The state machine retries its tasks, nobody else.
      aws.overrideConfiguration(it ->
          it.retryStrategy(AwsRetryStrategy.doNotRetry())
              // An endpoint that is given is where requests go: no sync-127.0.0.1.
              .putAdvancedOption(
                  SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, endpoint.isPresent()));
      endpoint.ifPresent(aws::endpointOverride);
      Optional<AwsCredentials> credentials = endpoints.credentials();
      if (credentials.isPresent()) {
        aws.credentialsProvider(StaticCredentialsProvider.create(credentials.get()));
      } else if (endpoint.isPresent() && !endpoints.nameProfile()) {
        aws.credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
      }
    }
    if (builder instanceof SdkSyncClientBuilder<?, ?> sync) {
      sync.httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE));
    }
    if (builder instanceof S3ClientBuilder s3 && endpoint.isPresent()) {
      s3.forcePathStyle(true);
    }
    return ((Buildable) builder).build();
  }

  /// Class names begin with a spelling that only the library knows: `DynamoDb` for `dynamodb`.
  private static String prefix(String service) throws IOException, ClassNotFoundException {
    String folder = (ROOT + service).replace('.', '/');
    URL found = SdkService.class.getClassLoader().getResource(folder + "/model/");
    if (!service.matches("[a-z0-9]+") || found == null) {
      throw new ClassNotFoundException(service);
    }
    return clients(found, folder).stream()
        .filter(it -> !it.endsWith("Async" + CLIENT) && !it.startsWith("Default"))
        .map(it -> it.substring(0, it.length() - CLIENT.length()))
        .filter(it -> service.equals(it.toLowerCase(java.util.Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new ClassNotFoundException(service));
  }

  private static List<String> clients(URL found, String folder) throws IOException {
    if (!(found.openConnection() instanceof JarURLConnection jar)) {
      return List.of();
    }
    return jar.getJarFile().stream()
        .map(it -> it.getName())
        .filter(it -> it.startsWith(folder + "/") && it.endsWith(CLIENT))
        .map(it -> it.substring(folder.length() + 1))
        .filter(it -> !it.contains("/"))
        .toList();
  }
}
