package dev.batchwright.cli.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import org.junit.jupiter.api.Test;

class RemotePlacesTest {

  private final RemotePlaces places = new RemotePlaces("copy it there");

  @Test
  void urisAreHandedOn() {
    assertThat(places.input("s3://b/*.csv")).isEqualTo("s3://b/*.csv");
    assertThat(places.output("s3://b/out")).isEqualTo("s3://b/out/");
    assertThat(places.setting("a/b")).isEqualTo("a/b");
  }

  @Test
  void pathsAreRefusedWithAdvice() {
    assertThatThrownBy(() -> places.input("data/a.csv"))
        .isInstanceOf(BadRequestException.class)
        .hasMessage(
            "input 'data/a.csv' is not an s3:// URI, which this target needs; copy it there");
  }
}
