package {{package}};

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import org.junit.jupiter.api.Test;

class {{class}}Test {

  @Test
  void sumsUpEachCountry() {
    TestRun run =
        JobTester.of(new {{class}}())
            .input(
                """
                order_id,country,amount
                1,AT,10.00
                2,DE,7.50
                3,AT,2.50
                """)
            .run();

    assertThat(run.output())
        .isEqualTo(
            """
            country,orders,revenue,mean_amount
            AT,2,12.50,6.25
            DE,1,7.50,7.50
            """);
  }
}
