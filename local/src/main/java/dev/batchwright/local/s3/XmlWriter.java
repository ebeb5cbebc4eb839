package dev.batchwright.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/// Writes one XML document. Text is escaped so that every key comes back as it was, control
/// characters included (as S3 does, by character references).
final class XmlWriter {

  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private final StringBuilder out = new StringBuilder(512);
  private final ArrayDeque<String> open = new ArrayDeque<>();

  private XmlWriter(String root, String attributes) {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
    out.append(root).append(attributes).append('>');
    open.push(root);
  }

  /// A document of the S3 namespace.
  static XmlWriter document(String root) {
    return new XmlWriter(root, " xmlns=\"" + NAMESPACE + "\"");
  }

  /// An error document, which S3 writes without a namespace.
  static XmlWriter error() {
    return new XmlWriter("Error", "");
  }

  XmlWriter open(String element) {
    out.append('<').append(element).append('>');
    open.push(element);
    return this;
  }

  XmlWriter close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  XmlWriter leaf(String element, String text) {
    out.append('<').append(element).append('>');
    escape(text);
    out.append("</").append(element).append('>');
    return this;
  }

  XmlWriter leaf(String element, long number) {
    return leaf(element, Long.toString(number));
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> {
          if (c < ' ' || c == 0xFFFE || c == 0xFFFF) {
            out.append("&#x").append(Integer.toHexString(c)).append(';');
          } else {
            out.append(c);
          }
        }
      }
    }
  }

  /// Closes what is open and gives the document's bytes.
  byte[] toBytes() {
    while (!open.isEmpty()) {
      close();
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
