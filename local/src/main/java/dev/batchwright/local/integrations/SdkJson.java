package dev.batchwright.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.batchwright.local.http.Json;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/// Requests and responses of the SDK as the JSON that Task states see: every member that the SDK
/// knows, by the SDK's own description of its classes.
///
/// Bytes are text in UTF-8, or base64 in a response where they are no text. Dates are ISO 8601, in
/// the API's naming milliseconds. A member that is text in the API takes any JSON, whose text it
/// gets.
final class SdkJson {

  /// The names that Task states use.
  enum Naming {
    /// Those of the service's API: `MD5OfMessageBody`.
    API,
    /// Those of the SDK for Java, in PascalCase: `Md5OfMessageBody`.
    SDK
  }

  /// Members that the SDK renames, by its names for them, with the API's.
  private static final Map<String, String> RENAMED = Map.of("NUL", "NULL");

  private static final ClassValue<Map<String, String>> SETTERS =
      new ClassValue<>() {
        @Override
        protected Map<String, String> computeValue(Class<?> builder) {
          Map<String, String> names = new HashMap<>();
          for (Method method : builder.getMethods()) {
            if (method.getParameterCount() == 1) {
              names.put(method.getName().toLowerCase(java.util.Locale.ROOT), method.getName());
            }
          }
          return names;
        }
      };

  private SdkJson() {}

  /// Sets the members of a request or structure that is being built.
  ///
  /// @return the members that it does not have
  static Set<String> fill(SdkPojo builder, JsonNode object) {
    Set<String> unknown = new TreeSet<>();
    for (var member : object.properties()) {
      Optional<SdkField<?>> field =
          builder.sdkFields().stream().filter(it -> isNamed(it, member.getKey())).findFirst();
      if (field.isPresent()) {
        set(field.get(), builder, member.getValue());
      } else {
        unknown.add(member.getKey());
      }
    }
    return unknown;
  }

  /// The SDK renames a few members that keep their name on the wire, such as CopyObject's Bucket.
  private static boolean isNamed(SdkField<?> field, String name) {
    return field.memberName().equalsIgnoreCase(name)
        || field.locationName().equals(name)
        || name.equals(RENAMED.get(field.memberName()));
  }

  private static void set(SdkField<?> field, SdkPojo builder, JsonNode value) {
    if (!value.isNull()) {
      field.set(builder, value(field, value));
    }
  }

  private static Object value(SdkField<?> field, JsonNode value) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      SdkPojo builder = field.constructor().get();
      Set<String> unknown = fill(builder, value);
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException(
            "the fields " + unknown + " of '" + field.memberName() + "' are not supported");
      }
      return ((Buildable) builder).build();
    }
    if (type == MarshallingType.LIST) {
      SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
      List<Object> list = new ArrayList<>();
      value.forEach(it -> list.add(value(element, it)));
      return list;
    }
    if (type == MarshallingType.MAP) {
      SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
      Map<String, Object> map = new LinkedHashMap<>();
      value.properties().forEach(it -> map.put(it.getKey(), value(element, it.getValue())));
      return map;
    }
    return scalar(type, value);
  }

  private static Object scalar(MarshallingType<?> type, JsonNode value) {
    if (type == MarshallingType.INTEGER) {
      return value.asInt();
    } else if (type == MarshallingType.LONG) {
      return value.asLong();
    } else if (type == MarshallingType.SHORT) {
      return (short) value.asInt();
    } else if (type == MarshallingType.FLOAT) {
      return (float) value.asDouble();
    } else if (type == MarshallingType.DOUBLE) {
      return value.asDouble();
    } else if (type == MarshallingType.BIG_DECIMAL) {
      return new BigDecimal(value.asText());
    } else if (type == MarshallingType.BOOLEAN) {
      return value.asBoolean();
    } else if (type == MarshallingType.INSTANT) {
      return value.isNumber()
          ? Instant.ofEpochMilli(Math.round(value.doubleValue() * 1_000))
          : Instant.parse(value.asText());
    } else if (type == MarshallingType.SDK_BYTES) {
      return SdkBytes.fromUtf8String(text(value));
    }
    return text(value);
  }

  /// Text as it is, other JSON as its text.
  static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  /// A response or structure.
  static ObjectNode read(SdkPojo pojo, Naming naming) {
    ObjectNode object = Json.object();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null
          && !(value instanceof SdkAutoConstructList<?>)
          && !(value instanceof SdkAutoConstructMap<?, ?>)) {
        object.set(name(field, pojo, naming), read(value, naming));
      }
    }
    return object;
  }

  /// What a Task state calls a member of `pojo`, or of a builder of its kind.
  static String name(SdkField<?> field, SdkPojo pojo, Naming naming) {
    String member = field.memberName();
    String name =
        switch (naming) {
          case API -> RENAMED.getOrDefault(member, member);
          case SDK ->
              SETTERS
                  .get(pojo.getClass())
                  .getOrDefault(member.toLowerCase(java.util.Locale.ROOT), getter(pojo, member));
        };
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String getter(SdkPojo pojo, String member) {
    for (Method method : pojo.getClass().getMethods()) {
      if (method.getParameterCount() == 0 && method.getName().equalsIgnoreCase(member)) {
        return method.getName();
      }
    }
    return member;
  }

  private static JsonNode read(Object value, Naming naming) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (value) {
      case SdkPojo pojo -> read(pojo, naming);
      case List<?> list -> {
        ArrayNode array = json.arrayNode();
        list.forEach(it -> array.add(read(it, naming)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = json.objectNode();
        map.forEach((key, it) -> object.set(key.toString(), read(it, naming)));
        yield object;
      }
      case SdkBytes bytes -> TextNode.valueOf(text(bytes.asByteArray()));
      case Boolean flag -> json.booleanNode(flag);
      case Integer number -> json.numberNode(number);
      case Long number -> json.numberNode(number);
      case Short number -> json.numberNode(number);
      case Float number -> json.numberNode(number);
      case Double number -> json.numberNode(number);
      case BigDecimal number -> json.numberNode(number);
      case Instant instant when naming == Naming.API -> json.numberNode(instant.toEpochMilli());
      default -> TextNode.valueOf(value.toString());
    };
  }

  /// Bytes as text, or in base64 where they are none.
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return Base64.getEncoder().encodeToString(bytes);
    }
  }
}
