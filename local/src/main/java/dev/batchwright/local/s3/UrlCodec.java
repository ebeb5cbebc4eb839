package dev.batchwright.local.s3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Percent encoding as S3 uses it: strict UTF-8, and every byte of a key survives the round trip.
final class UrlCodec {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private UrlCodec() {}

  /// Decodes a part of a path, where `+` is a plus sign.
  ///
  /// @throws S3Exception InvalidURI for a broken escape or bytes that are not UTF-8
  static String decodePath(String raw) {
    return decode(raw, false);
  }

  /// Decodes a name or value of a query, where `+` is a space.
  ///
  /// @throws S3Exception InvalidURI for a broken escape or bytes that are not UTF-8
  static String decodeQuery(String raw) {
    return decode(raw, true);
  }

  private static String decode(String raw, boolean plusIsSpace) {
    byte[] in = raw.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      byte b = in[i];
      if (b == '%') {
        if (i + 2 >= in.length
            || !HexFormat.isHexDigit(in[i + 1])
            || !HexFormat.isHexDigit(in[i + 2])) {
          throw invalid(raw, "has a % that is not followed by two hexadecimal digits");
        }
        b = (byte) (HexFormat.fromHexDigit(in[i + 1]) << 4 | HexFormat.fromHexDigit(in[i + 2]));
        i += 2;
      } else if (b == '+' && plusIsSpace) {
        b = ' ';
      }
      out[length++] = b;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out, 0, length)).toString();
    } catch (CharacterCodingException e) {
      throw invalid(raw, "is not UTF-8 after percent-decoding");
    }
  }

  private static S3Exception invalid(String raw, String what) {
    return new S3Exception(ErrorCode.INVALID_URI, "Couldn't parse the URI: '" + raw + "' " + what);
  }

  /// Encodes a key for `encoding-type=url`: a slash stays, a space becomes `%20`.
  static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        HEX.toHexDigits(out.append('%'), b);
      }
    }
    return out.toString();
  }
}
