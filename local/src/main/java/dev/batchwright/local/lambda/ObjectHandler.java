package dev.batchwright.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A handler of objects as a handler of streams: JSON is converted to its input type and from its
/// result, both by Jackson; unknown fields are let pass, as by the managed runtime.
final class ObjectHandler<I, O> implements RequestStreamHandler {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final RequestHandler<I, O> handler;
  private final JavaType inputType;

  ObjectHandler(RequestHandler<I, O> handler) {
    this.handler = handler;
    TypeFactory types = MAPPER.getTypeFactory();
    this.inputType =
        types.findTypeParameters(types.constructType(handler.getClass()), RequestHandler.class)[0];
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    I event;
    try {
      event = MAPPER.readValue(input, inputType);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "An error occurred during JSON parsing: the event is not a " + inputType.toCanonical(),
          e);
    }
    output.write(MAPPER.writeValueAsBytes(handler.handleRequest(event, context)));
  }
}
