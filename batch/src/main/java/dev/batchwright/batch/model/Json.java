package dev.batchwright.batch.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/// How records become JSON and come back: absent options are left out, instants are ISO 8601,
/// unknown names are refused, so that a misspelt option is an error.
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.USE_DEFAULTS))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private static final DeserializationFeature ONE_VALUE =
      DeserializationFeature.FAIL_ON_TRAILING_TOKENS;

  /// Of two members of one name the first would be lost without a word.
  private static final StreamReadFeature NO_MEMBER_TWICE =
      StreamReadFeature.STRICT_DUPLICATE_DETECTION;

  private Json() {}

  /// The mapper itself, for whoever streams; thread-safe.
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /// The value as one line of UTF-8, without a line end.
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value, e);
    }
  }

  /// Reads a value of a type.
  ///
  /// @param where what the bytes are, for the message
  /// @throws BadRequestException when the bytes are no such JSON, or say what cannot be: with the
  ///   JSON path, what is there and what was expected
  public static <T> T read(byte[] bytes, Class<T> type, String where) {
    try {
      T value = MAPPER.readerFor(type).with(ONE_VALUE).with(NO_MEMBER_TWICE).readValue(bytes);
      if (value == null) {
        throw new BadRequestException(where + ": is null, expected an object");
      }
      return value;
    } catch (ValueInstantiationException e) {
      if (e.getCause() instanceof BatchException known) {
        throw JsonRefusal.of(where, e, known);
      }
      throw JsonRefusal.of(where, type, e);
    } catch (IOException e) {
      throw JsonRefusal.of(where, type, e);
    }
  }

  /// Reads any JSON as a tree.
  ///
  /// @throws BadRequestException when the bytes are no JSON
  public static JsonNode tree(byte[] bytes) {
    return read(bytes, JsonNode.class, "the text");
  }
}
