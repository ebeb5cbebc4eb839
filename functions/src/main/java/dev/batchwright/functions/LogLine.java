package dev.batchwright.functions;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/// One event as one line of JSON, with the names of Powertools for AWS Lambda: `level`, `message`,
/// `logger`, `timestamp`, `error`, and beside them whatever stands in the MDC: what Powertools puts
/// there of the invocation (`function_request_id`, `xray_trace_id`, ...) and [StageFunction] of the
/// work.
final class LogLine extends EncoderBase<ILoggingEvent> {

  /// What Powertools puts into the MDC as text and documents as JSON numbers and booleans.
  private static final Set<String> BARE =
      Set.of("cold_start", "function_memory_size", "sampling_rate");

  private static final byte[] NOTHING = {};

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator out = json.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("level", event.getLevel().toString());
      out.writeStringField("message", event.getFormattedMessage());
      out.writeStringField("logger", event.getLoggerName());
      out.writeStringField("timestamp", Instant.ofEpochMilli(event.getTimeStamp()).toString());
      for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
        writeContext(out, entry.getKey(), entry.getValue());
      }
      if (event.getKeyValuePairs() != null) {
        for (KeyValuePair pair : event.getKeyValuePairs()) {
          out.writeStringField(pair.key, String.valueOf(pair.value));
        }
      }
      writeError(out, event);
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return line.toByteArray();
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  private static void writeContext(JsonGenerator out, String name, String value)
      throws IOException {
    if (BARE.contains(name)) {
      out.writeFieldName(name);
      out.writeRawValue(value);
    } else {
      out.writeStringField(name, value);
    }
  }

  private static void writeError(JsonGenerator out, ILoggingEvent event) throws IOException {
    if (event.getThrowableProxy() == null) {
      return;
    }
    out.writeObjectFieldStart("error");
    out.writeStringField("name", event.getThrowableProxy().getClassName());
    out.writeStringField("message", event.getThrowableProxy().getMessage());
    out.writeStringField("stack", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    out.writeEndObject();
  }
}
