package dev.batchwright.batch.model;

import java.util.Map;
import java.util.regex.Pattern;

/// Keeps secrets out of a run's settings. They would stand in the execution's input and history, in
/// the plan, the manifest and the report, for everyone who may look at a run.
///
/// What looks like a secret is known by its name or by its form; what names a secret (an ARN, a
/// dynamic reference) is none.
final class SecretSettings {

  private static final Pattern NAME =
      Pattern.compile(
          "(?is).*(passw(or)?d|passphrase|secret|credential|(api|access|private)[-_.]?key).*"
              + "|(.*[-_.])?(auth|access|bearer|session|security)[-_.]?token");

  /// Access key ids, long-lived and of sessions. (IAM: "Understanding unique ID prefixes".)
  private static final Pattern ACCESS_KEY_ID = Pattern.compile("(AKIA|ASIA)[A-Z2-7]{16}");

  /// A URL with user and password, or one that is signed.
  private static final Pattern URL_WITH_SECRET =
      Pattern.compile(
          "(?is)[a-z][a-z0-9+.:-]*://([^/@\\s:]+:[^/@\\s]+@|\\S*[?&]X-Amz-Signature=).*");

  private static final Pattern REFERENCE =
      Pattern.compile("(?s)arn:aws[a-z-]*:(secretsmanager|ssm|kms):.*|\\{\\{resolve:.*");

  private SecretSettings() {}

  /// @throws BadRequestException when a setting looks like a secret; its value is not repeated
  static void refuse(Map<String, String> settings) {
    settings.forEach((name, value) -> {
      if (isSecret(name, value)) {
        throw new BadRequestException(
            "setting '"
                + name
                + "' looks like a secret. Settings are stored in the execution's history, the"
                + " plan and the manifest, and shown in reports; give the ARN of a Secrets"
                + " Manager secret or SSM parameter, or rename the setting if it is none");
      }
    });
  }

  private static boolean isSecret(String name, String value) {
    if (REFERENCE.matcher(value).matches()) {
      return false;
    }
    return NAME.matcher(name).matches()
        || ACCESS_KEY_ID.matcher(value).find()
        || URL_WITH_SECRET.matcher(value).matches();
  }
}
