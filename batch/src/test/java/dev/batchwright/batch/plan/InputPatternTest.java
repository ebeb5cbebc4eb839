package dev.batchwright.batch.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.S3Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InputPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3://b/a/b.csv         | a/b.csv         | true
          s3://b/a/b.csv         | a/b.csv2        | false
          s3://b/_a/.b           | _a/.b           | true
          s3://b/a/              | a/b/c.csv       | true
          s3://b/a/              | ab              | false
          s3://b/                | x               | true
          s3://b                 | x/y             | true
          s3://b/a/*.csv         | a/b.csv         | true
          s3://b/a/*.csv         | a/b/c.csv       | false
          s3://b/a/*.csv         | a/_b.csv        | false
          s3://b/a/_*.csv        | a/_b.csv        | true
          s3://b/a/**.csv        | a/b/c.csv       | true
          s3://b/a/**/c.csv      | a/c.csv         | true
          s3://b/a/**/c.csv      | a/x/y/c.csv     | true
          s3://b/a/**/c.csv      | a/_x/c.csv      | false
          s3://b/a/20??.csv      | a/2013.csv      | true
          s3://b/a/20??.csv      | a/201/.csv      | false
          s3://b/a/{x,y}.csv     | a/y.csv         | true
          s3://b/a/{x,y}.csv     | a/z.csv         | false
          s3://b/a/x,y}.csv      | a/x,y}.csv      | true
          s3://b/a.b/*           | aXb/c           | false
          s3://b/_tmp/*          | _tmp/x          | true
          s3://b/**              | a/b/c           | true
          s3://b/**/             | a/b             | false
          s3://b/a?c             | a😀c            | true
          s3://b/{a,{b,c*}d}/e   | cxd/e           | true
          s3://b/{a,{b,c*}d}/e   | a/e             | true
          s3://b/{a,{b,c*}d}/e   | b/e             | false
          s3://b/{a,}b           | b               | true
          s3://b/*a*b            | xaxbxa          | false
          s3://b/*a*b            | xaxbxb          | true
          s3://b/a/              | a/_batchwright/x| false
          """)
  void patternsMeanWhatShellsMean(String pattern, String key, boolean matches) {
    InputPattern parsed = InputPattern.parse(pattern);
    assertThat(parsed.matches(new S3Location("b", key), 1)).isEqualTo(matches);
    assertThat(parsed.matches(new S3Location("c", key), 1)).isFalse();
    if (matches) {
      assertThat(key).startsWith(parsed.prefix().key());
    }
  }

  @Test
  void folderMarkersAreNoInput() {
    InputPattern below = InputPattern.parse("s3://b/a/");
    assertThat(below.matches(new S3Location("b", "a/sub/"), 0)).isFalse();
    assertThat(below.matches(new S3Location("b", "a/empty.csv"), 0)).isTrue();
  }

  @Test
  void whatIsNoPatternIsRefused() {
    assertThatThrownBy(() -> InputPattern.parse("/tmp/x.csv"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("s3://bucket/prefix/*.csv");
    assertThatThrownBy(() -> InputPattern.parse("s3://b/{a"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("'{'");
  }
}
