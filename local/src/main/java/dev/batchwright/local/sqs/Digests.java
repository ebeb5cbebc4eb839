package dev.batchwright.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The MD5 digests that SDKs hold SQS's answers against.
///
/// The one of attributes is that of the developer guide, "Calculating the MD5 message digest for
/// message attributes": by name in ascending order, name, data type, one byte for the transport
/// type (1 text, 2 binary) and value, each behind its length as a big-endian 32-bit number.
final class Digests {
  private static final byte TEXT = 1;
  private static final byte BINARY = 2;

  private Digests() {}

  /// The digest of a body, as 32 hexadecimal digits.
  static String ofBody(String body) {
    return hex(md5().digest(body.getBytes(StandardCharsets.UTF_8)));
  }

  /// The digest of message attributes, as 32 hexadecimal digits.
  static String ofAttributes(ObjectNode attributes) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    attributes.properties().forEach(a -> sorted.put(a.getKey(), a.getValue()));
    MessageDigest md5 = md5();
    sorted.forEach((name, value) -> {
      add(md5, name.getBytes(StandardCharsets.UTF_8));
      add(md5, value.path("DataType").asText().getBytes(StandardCharsets.UTF_8));
      if (value.has("BinaryValue")) {
        md5.update(BINARY);
        add(md5, Base64.getDecoder().decode(value.path("BinaryValue").asText()));
      } else {
        md5.update(TEXT);
        add(md5, value.path("StringValue").asText().getBytes(StandardCharsets.UTF_8));
      }
    });
    return hex(md5.digest());
  }

  private static void add(MessageDigest md5, byte[] bytes) {
    md5.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    md5.update(bytes);
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
