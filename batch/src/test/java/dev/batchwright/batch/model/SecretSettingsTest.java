package dev.batchwright.batch.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is taken for a secret, and what is not.
final class SecretSettingsTest {

  private static RunRequest request(String name, String value) {
    return new RunRequest(
        "sort", List.of("s3://in/*"), "s3://out/", Map.of(name, value), RunOptions.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "password, planted-1",
    "db.Passwd, planted-1",
    "client_secret, planted-1",
    "aws-credentials, planted-1",
    "apiKey, planted-1",
    "api-key, planted-1",
    "private_key, planted-1",
    "auth-token, planted-1",
    "crm.session_token, planted-1",
    "from, AKIAPLANTED234567ABC",
    "note, see ASIAPLANTED234567ABC there",
    "source, jdbc:postgresql://app:planted-1@db/orders",
    "source, https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=planted-1",
    "source, 'jdbc:postgresql://app:planted-1@db/orders\n'",
    "'db\npassword', planted-1"
  })
  void aSecretIsRefusedAndNotRepeated(String name, String value) {
    assertThatThrownBy(() -> request(name, value))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("setting '" + name + "' looks like a secret")
        .hasMessageNotContaining("planted-1")
        .hasMessageNotContaining("PLANTED");
  }

  @ParameterizedTest
  @CsvSource({
    "key, carrier",
    "sort-key, carrier",
    "token, tok_1",
    "token-column, token",
    "password, arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf",
    "password, '{{resolve:ssm:/db/password}}'",
    "source, s3://bucket/a@b:c/*.csv",
    "time, 12:30@noon"
  })
  void whatOnlyLooksAFewLettersLikeOneIsNone(String name, String value) {
    assertThatCode(() -> request(name, value)).doesNotThrowAnyException();
  }
}
