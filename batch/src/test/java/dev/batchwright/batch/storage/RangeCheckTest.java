package dev.batchwright.batch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.TransientException;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// No answer to a ranged GET is believed that is not exactly what was asked for.
final class RangeCheckTest {

  private final byte[] buffer = new byte[6];
  private final RangeCheck check =
      new RangeCheck(new InputObject("b", "k", "\"e\"", Optional.empty(), 100), 10, buffer, 1, 4);

  private int answer(int status, String range, String etag, int bodyBytes) {
    GetObjectResponse.Builder answer = GetObjectResponse.builder().contentRange(range).eTag(etag);
    answer.sdkHttpResponse(SdkHttpResponse.builder().statusCode(status).build());
    return check.transform(
        answer.build(),
        AbortableInputStream.create(new ByteArrayInputStream("abcdefgh".getBytes(), 0, bodyBytes)));
  }

  @Test
  void theVeryRangeOfTheVeryObjectIsTaken() {
    assertThat(answer(206, "bytes 10-13/100", "\"e\"", 4)).isEqualTo(4);
    assertThat(buffer).containsExactly(0, 'a', 'b', 'c', 'd', 0);
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> answer(200, "bytes 10-13/100", "\"e\"", 4))
        .isInstanceOf(TransientException.class)
        .hasMessageContainingAll("s3://b/k@e bytes [10, 14)", "status 200", "expected 206");
    assertThatThrownBy(() -> answer(206, "bytes 0-3/100", "\"e\"", 4))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("Content-Range bytes 0-3/100");
    assertThatThrownBy(() -> answer(206, "bytes 10-13/100", "\"f\"", 4))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("ETag \"f\"");
  }

  @Test
  void aBodyThatIsTooShortOrTooLongIsReadAgainByTheClient() {
    assertThatThrownBy(() -> answer(206, "bytes 10-13/100", "\"e\"", 3))
        .isInstanceOf(RetryableException.class);
    assertThatThrownBy(() -> answer(206, "bytes 10-13/100", "\"e\"", 5))
        .isInstanceOf(RetryableException.class);
  }
}
