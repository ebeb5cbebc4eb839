package dev.batchwright.local.integrations;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// Where services are: what the SDKs' own variables say, `AWS_ENDPOINT_URL_<SERVICE>` before
/// `AWS_ENDPOINT_URL`; nothing for AWS itself.
public final class Endpoints {

  private static final String GENERAL = "AWS_ENDPOINT_URL";
  private static final String DEFAULT_REGION = "us-east-1";

  /// Other names that variables give a service.
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "eventbridge", List.of("EVENTBRIDGE", "EVENTS"),
          "sfn", List.of("SFN", "STATES", "STEPFUNCTIONS"),
          "secretsmanager", List.of("SECRETS_MANAGER", "SECRETSMANAGER"));

  private final Function<String, Optional<String>> variables;

  /// Endpoints by these variables.
  public Endpoints(Map<String, String> variables) {
    Map<String, String> copy = Map.copyOf(variables);
    this.variables = name -> Optional.ofNullable(copy.get(name)).filter(it -> !it.isBlank());
  }

  /// Endpoints by the variables of this process.
  public static Endpoints ofProcess() {
    return new Endpoints(System.getenv());
  }

  /// Where a service is.
  ///
  /// @param service the SDK's name of it, such as `s3` or `eventbridge`
  public Optional<URI> of(String service) {
    return ofServiceAlone(service).or(() -> variables.apply(GENERAL).map(URI::create));
  }

  /// Where a service is by a variable of its own.
  public Optional<URI> ofServiceAlone(String service) {
    Objects.requireNonNull(service, "service");
    return NAMES.getOrDefault(service, List.of(service.toUpperCase(Locale.ROOT))).stream()
        .map(it -> variables.apply(GENERAL + "_" + it))
        .flatMap(Optional::stream)
        .findFirst()
        .map(URI::create);
  }

  /// The region in force; `us-east-1` where none is.
  public String region() {
    return variables
        .apply("AWS_REGION")
        .or(() -> variables.apply("AWS_DEFAULT_REGION"))
        .orElse(DEFAULT_REGION);
  }

  /// The credentials that the variables themselves hold.
  Optional<AwsCredentials> credentials() {
    return variables
        .apply("AWS_ACCESS_KEY_ID")
        .flatMap(key ->
            variables.apply("AWS_SECRET_ACCESS_KEY").map(secret -> credentials(key, secret)));
  }

  private AwsCredentials credentials(String key, String secret) {
    return variables
        .apply("AWS_SESSION_TOKEN")
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(key, secret, token))
        .orElseGet(() -> AwsBasicCredentials.create(key, secret));
  }

  /// Whether the variables name credentials that are kept elsewhere.
  boolean nameProfile() {
    return variables.apply("AWS_PROFILE").isPresent();
  }
}
