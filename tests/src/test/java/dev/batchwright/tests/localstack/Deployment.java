package dev.batchwright.tests.localstack;

import dev.batchwright.local.template.Declared;
import dev.batchwright.local.template.Surroundings;
import dev.batchwright.local.template.Template;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// What infra/template.yaml declares, made on an emulator by plain API calls: queues, buckets,
/// functions with the real package and a user's jobs beside it, the state machine.
///
/// @param stateMachineArn where runs are started
/// @param deadLetterUrl the dead-letter queue
record Deployment(String stateMachineArn, String deadLetterUrl) {

  private static final String ROLE = "arn:aws:iam::000000000000:role/batchwright";

  static Deployment make(
      Path root, Path jobs, LambdaClient lambda, S3Client s3, SfnClient sfn, SqsClient sqs)
      throws IOException {
    Template template =
        Template.read(
            root.resolve("infra/template.yaml"),
            new Surroundings(
                "us-east-1",
                "000000000000",
                "batchwright",
                LocalStackTarget.endpoint() + "/000000000000",
                // Express children are a parse error there; commits make both kinds equal.
                Map.of("ChildExecutionType", "STANDARD")));
    String url = "";
    for (Declared.Queue queue : template.all(Declared.Queue.class)) {
      String made = sqs.createQueue(b -> b.queueName(queue.name())).queueUrl();
      url = queue.logicalId().equals("DeadLetters") ? made : url;
    }
    for (Declared.Bucket bucket : template.all(Declared.Bucket.class)) {
      s3.createBucket(b -> b.bucket(bucket.name()));
    }
    String code = "batchwright-code";
    s3.createBucket(b -> b.bucket(code));
    s3.putObject(
        b -> b.bucket(code).key("functions.zip"),
        RequestBody.fromBytes(withJobs(functionsZip(root), jobs)));
    for (Declared.Function function : template.all(Declared.Function.class)) {
      lambda.createFunction(b ->
          b.functionName(function.name())
              .runtime(Runtime.fromValue("java25"))
              .handler(function.handler())
              .role(ROLE)
              .timeout((int) function.timeout().toSeconds())
              .memorySize(function.memoryMb())
              .environment(e -> e.variables(function.environment()))
              .code(c -> c.s3Bucket(code).s3Key("functions.zip")));
    }
    for (Declared.Function function : template.all(Declared.Function.class)) {
      lambda.waiter().waitUntilFunctionActiveV2(b -> b.functionName(function.name()));
      String version = lambda.publishVersion(b -> b.functionName(function.name())).version();
      lambda.createAlias(
          b -> b.functionName(function.name()).name("live").functionVersion(version));
    }
    Declared.StateMachine machine = template.all(Declared.StateMachine.class).getFirst();
    String arn =
        sfn.createStateMachine(
                b -> b.name(machine.name()).definition(machine.definition()).roleArn(ROLE))
            .stateMachineArn();
    return new Deployment(arn, url);
  }

  private static Path functionsZip(Path root) {
    Path zip = root.resolve("functions/target/batchwright-functions.zip");
    if (!Files.exists(zip)) {
      throw new IllegalStateException(zip + " is not there; it is made by `mvn verify`");
    }
    return zip;
  }

  /// The functions' package with one more library in it: the classes of a user's jobs.
  private static byte[] withJobs(Path zip, Path jobs) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        in.transferTo(out);
      }
      if (Files.isDirectory(jobs)) {
        addClasses(out, jobs);
      } else {
        out.putNextEntry(new ZipEntry("lib/jobs.jar"));
        Files.copy(jobs, out);
      }
    }
    return bytes.toByteArray();
  }

  private static void addClasses(ZipOutputStream out, Path classes) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(classes)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      out.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
      Files.copy(file, out);
    }
  }
}
