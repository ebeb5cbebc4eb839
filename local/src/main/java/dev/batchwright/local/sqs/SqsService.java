package dev.batchwright.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.http.JsonService;
import dev.batchwright.local.http.ServiceException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Amazon SQS for one process: standard queues with visibility timeouts, delays, long polls, dead
/// letters and retention, in the JSON protocol.
///
/// What is in a queue outlives the process. There are no FIFO queues: nothing here needs one, and a
/// name that asks for one is refused. Delivery is in order of arrival and each message goes to one
/// receiver at a time, which is more than SQS promises.
public final class SqsService implements JsonService, AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  private static final String OFFERED =
      "CreateQueue, DeleteQueue, GetQueueUrl, ListQueues, ListDeadLetterSourceQueues,"
          + " GetQueueAttributes, SetQueueAttributes, PurgeQueue, ListQueueTags, TagQueue,"
          + " UntagQueue, SendMessage, SendMessageBatch, ReceiveMessage, DeleteMessage,"
          + " DeleteMessageBatch, ChangeMessageVisibility, ChangeMessageVisibilityBatch";

  private final Queues queues;
  private final MessageOperations messages;
  private final String baseUrl;

  /// Opens the queues that are in a directory.
  ///
  /// @param directory where queues are kept; made when the first one is
  /// @param baseUrl what queue URLs begin with: endpoint, `/`, account id
  /// @param arnPrefix what queue ARNs begin with, up to and with the last colon
  /// @param clock tells when a message may be seen and when it is too old
  public SqsService(Path directory, String baseUrl, String arnPrefix, Clock clock) {
    this.baseUrl = baseUrl;
    this.queues = new Queues(directory, clock, name -> arnPrefix + name);
    this.messages = new MessageOperations(queues);
  }

  /// Creates a queue as a template declares it, or brings an existing one to these settings; its
  /// messages stay.
  ///
  /// @param attributes by their API names, such as `VisibilityTimeout`
  public void declare(String name, Map<String, String> attributes) {
    queues.declare(checked(name), attributes);
  }

  /// The URL that clients know this queue by.
  public String url(String name) {
    return baseUrl + "/" + name;
  }

  @Override
  public String target() {
    return "AmazonSQS";
  }

  @Override
  public JsonNode call(String operation, JsonNode request) {
    return switch (operation) {
      case "CreateQueue" -> create(request);
      case "GetQueueUrl" -> getUrl(request);
      case "ListQueues" ->
          urls("QueueUrls", queues.names(request.path("QueueNamePrefix").asText()));
      case "ListDeadLetterSourceQueues" -> urls("queueUrls", queues.sourcesOf(name(request)));
      case "DeleteQueue" -> done(() -> queues.delete(name(request)));
      case "PurgeQueue" -> done(() -> queues.purge(name(request)));
      case "GetQueueAttributes" -> attributes(request);
      case "SetQueueAttributes" ->
          done(() -> queues.configure(name(request), texts(request.path("Attributes"))));
      case "ListQueueTags", "TagQueue", "UntagQueue" -> done(() -> queues.require(name(request)));
      default ->
          messages
              .call(operation, request)
              .orElseThrow(() -> ServiceException.notOffered("SQS " + operation, OFFERED));
    };
  }

  /// Ends waiting receivers and closes the queues' files.
  @Override
  public void close() {
    queues.close();
  }

  /// The queue's name in a request's `QueueUrl`; a bare name is taken as well.
  static String name(JsonNode request) {
    String url = request.path("QueueUrl").asText();
    if (url.isEmpty()) {
      throw QueueErrors.missing("QueueUrl");
    }
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private JsonNode create(JsonNode request) {
    String name = checked(request.path("QueueName").asText());
    queues.create(name, texts(request.path("Attributes")));
    return Json.object().put("QueueUrl", url(name));
  }

  private JsonNode getUrl(JsonNode request) {
    String name = request.path("QueueName").asText();
    queues.require(name);
    return Json.object().put("QueueUrl", url(name));
  }

  private JsonNode urls(String field, List<String> names) {
    ObjectNode answer = Json.object();
    ArrayNode urls = answer.putArray(field);
    names.forEach(n -> urls.add(url(n)));
    return answer;
  }

  private JsonNode attributes(JsonNode request) {
    Set<String> wanted = MessageOperations.names(request.path("AttributeNames"));
    ObjectNode attributes = Json.object();
    queues
        .describe(name(request))
        .forEach((name, value) -> {
          if (wanted.contains("All") || wanted.contains(name)) {
            attributes.put(name, value);
          }
        });
    ObjectNode answer = Json.object();
    if (!attributes.isEmpty()) {
      answer.set("Attributes", attributes);
    }
    return answer;
  }

  private static JsonNode done(Runnable action) {
    action.run();
    return Json.object();
  }

  private static String checked(String name) {
    if (name.endsWith(".fifo")) {
      throw QueueErrors.parameter(
          "Queue '" + name + "': the embedded target has standard queues only; drop '.fifo'.");
    }
    if (!NAME.matcher(name).matches()) {
      throw QueueErrors.parameter(
          "Queue name '"
              + name
              + "': can only include alphanumeric characters, hyphens, or"
              + " underscores. 1 to 80 in length");
    }
    return name;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }
}
