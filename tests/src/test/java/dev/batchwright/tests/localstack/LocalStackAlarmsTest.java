package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Alarms on LocalStack: all that the template has, through a topic with a key of its own, to whom
/// `AlarmEmail` names. LocalStack has no metrics of state machines to ring them by, so that one is
/// rung by hand.
class LocalStackAlarmsTest {

  private final DeployedStack stack = DeployedStack.get();
  private CloudWatchClient alarms;
  private SnsClient topics;
  private SqsClient queues;

  @BeforeEach
  void open() {
    alarms = LocalStackTarget.client(CloudWatchClient.builder());
    topics = LocalStackTarget.client(SnsClient.builder());
    queues = LocalStackTarget.client(SqsClient.builder());
  }

  @AfterEach
  void close() {
    alarms.close();
    topics.close();
    queues.close();
  }

  @Test
  void allAlarmsGoThroughOneEncryptedTopicToTheAddress() {
    String topic = stack.physicalId("AlarmTopic");
    List<String> names =
        List.of(
            "RunsFailed",
            "ItemsGivenUp",
            "TriggersGivenUp",
            "OldestTrigger",
            "WorkersThrottled",
            "SchedulesUndelivered",
            "ScheduleMissed",
            "RunSlow");
    assertThat(names)
        .allSatisfy(name -> {
          MetricAlarm alarm = alarm(stack.physicalId(name));
          assertThat(alarm.alarmActions()).containsExactly(topic);
          assertThat(alarm.alarmDescription()).contains("Do: ");
        });
    assertThat(topics.getTopicAttributes(b -> b.topicArn(topic)).attributes())
        .containsEntry("KmsMasterKeyId", stack.physicalId("AlarmKey"));
    assertThat(topics.listSubscriptionsByTopic(b -> b.topicArn(topic)).subscriptions())
        .anySatisfy(subscription -> {
          assertThat(subscription.protocol()).isEqualTo("email");
          assertThat(subscription.endpoint()).isEqualTo(DeployedStack.ALARM_EMAIL);
        });
  }

  @Test
  void anAlarmThatRingsArrivesWithWhatToDo() {
    String queue = queues.createQueue(b -> b.queueName(Pass.name("alarms-heard"))).queueUrl();
    String queueArn =
        queues
            .getQueueAttributes(b -> b.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    topics.subscribe(b ->
        b.topicArn(stack.physicalId("AlarmTopic"))
            .protocol("sqs")
            .endpoint(queueArn)
            .attributes(Map.of("RawMessageDelivery", "true")));
    String name = stack.physicalId("RunsFailed");
    alarms.setAlarmState(
        b -> b.alarmName(name).stateValue(StateValue.ALARM).stateReason("a run failed"));

    List<Message> heard =
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () -> queues.receiveMessage(b -> b.queueUrl(queue)).messages(),
                messages -> !messages.isEmpty());
    assertThat(heard.getFirst().body())
        .contains(name)
        .contains("a run failed")
        .contains("batchwright redrive RUN");
    alarms.setAlarmState(b -> b.alarmName(name).stateValue(StateValue.OK).stateReason("heard"));
  }

  private MetricAlarm alarm(String name) {
    return alarms.describeAlarms(b -> b.alarmNames(name)).metricAlarms().getFirst();
  }
}
