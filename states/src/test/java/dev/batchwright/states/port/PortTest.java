package dev.batchwright.states.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the ports do where nobody implements them, and the little that they do by themselves.
final class PortTest {

  @Test
  void anObjectInMemoryIsReadWhereItHasBytes() throws Exception {
    try (RangedObject object = RangedObject.of(new byte[] {0, 1, 2, 3, 4})) {
      assertThat(object.sizeBytes()).isEqualTo(5);
      assertThat(object.read(2, 3)).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3, 4}));
      assertThat(object.read(0, 5).remaining()).isEqualTo(5);
      assertThatThrownBy(() -> object.read(3, 3))
          .isInstanceOf(IOException.class)
          .hasMessage("bytes [3, 6) of 5");
      assertThatThrownBy(() -> object.read(-1, 1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anUploadIsThereWholeOrNotAtAll() throws Exception {
    List<byte[]> put = new ArrayList<>();
    ObjectUpload upload = new BufferedUpload(put::add);

    upload.write(new byte[] {1});
    upload.abort();
    upload.write(new byte[] {2});
    assertThat(put).isEmpty();
    upload.write(new byte[] {3});
    upload.complete();

    assertThat(put).singleElement().isEqualTo(new byte[] {2, 3});
  }

  @Test
  void anEngineWithoutAStoreSaysSo() {
    assertThatThrownBy(() -> ItemStore.none().open("b", "k", Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3://b/k: no item store is configured");
    assertThatThrownBy(() -> ItemStore.none().list("b", "p")).hasMessageContaining("s3://b/p:");
    assertThatThrownBy(() -> ItemStore.none().openRanged("b", "k"))
        .hasMessageContaining("s3://b/k:");
    assertThatThrownBy(() -> ItemStore.none().put("b", "k", new byte[0]))
        .hasMessageContaining("s3://b/k:");
  }

  @Test
  void placesAreInOneAnother() {
    Place top = Place.top();
    Place branch = new Place.Branch(top, "P", 1);
    Place item = new Place.Item(branch, "lines", 2);

    assertThat(item).hasToString("P[1] / lines[2]");
    assertThat(item.enclosing()).contains(branch);
    assertThat(branch.enclosing()).contains(top);
    assertThat(top.enclosing()).isEmpty();
  }

  @Test
  void aFailureReadsAsItsErrorAndCause() {
    assertThat(new TaskFailure("E", "why")).hasMessage("E: why");
    assertThat(new TaskFailure("E", Optional.empty())).hasMessage("E");
  }

  @Test
  void resourcesAreServiceActionAndPattern() {
    ResourceArn sync = ResourceArn.parse("arn:aws:states:::states:startExecution.sync:2");
    assertThat(sync.service()).isEqualTo("states");
    assertThat(sync.pattern()).isEqualTo(ResourceArn.Pattern.RUN_A_JOB_PARSED);
    assertThat(sync.actionWithPattern()).isEqualTo("startExecution.sync:2");
    assertThat(ResourceArn.parse("arn:aws:states:::aws-sdk:s3:getObject").service())
        .isEqualTo("aws-sdk:s3");
    assertThat(ResourceArn.parse("arn:aws:states:::a:b").action()).isEqualTo("b");
    for (String bad : List.of("arn:aws:states:::a", "arn:aws:states:::a:", "arn:aws:states::::b")) {
      assertThatThrownBy(() -> ResourceArn.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void withoutIntegrationsEveryTaskFails() {
    var call =
        new TaskCall(
            ResourceArn.parse("arn:aws:states:::sqs:sendMessage"),
            TextNode.valueOf("a"),
            Optional.empty(),
            "T",
            "arn:e",
            0);
    assertThatThrownBy(() -> TaskIntegrations.none().call(call))
        .isInstanceOf(TaskFailure.class)
        .hasMessageContaining("no integration is configured for resource arn:aws:states:::sqs");
  }
}
