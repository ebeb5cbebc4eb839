/// Tests of state machines with JUnit: the file that is deployed runs in this JVM, on simulated
/// time, with its tasks mocked by the names of their states.
///
/// ```java
/// @StateMachineFile("order.asl.json")
/// class OrderTest {
///   @Test
///   void aBusyBankIsAskedAgain(MachineTester machine) {
///     machine.given("Charge card").fails("Bank.Busy").times(2).returns("{\"receipt\": 7}");
///
///     TestRun run = machine.run("{\"total\": 30}");
///
///     assertThat(run).succeeded().tookPath("Charge card", "Done");
///     assertThat(run.state("Charge card")).wasRetriedAfter(ofSeconds(2), ofSeconds(4));
///   }
/// }
/// ```
///
/// | | |
/// | --- | --- |
/// | [StateMachineFile] | names the machine of a test class, method or parameter |
/// | [MachineTester] | what is given: mocks, objects in S3, seed; and `run` |
/// | [TaskMock] | what one Task state does, call by call |
/// | [TestRun], [InnerRun], [Visit] | what happened |
/// | [StatesAssertions] | what is demanded of it; failures show the run as a table |
/// | [RequiredCoverage] | how much of the machine a class has to reach |
@org.jspecify.annotations.NullMarked
package dev.batchwright.states.junit;
