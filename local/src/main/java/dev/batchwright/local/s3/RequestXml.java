package dev.batchwright.local.s3;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the XML that clients send. No document type, no external entities: a document that has
/// them is refused.
final class RequestXml {

  private RequestXml() {}

  /// Reads a list: each `item` element directly under `root` as a map from the names of its
  /// elements to their text. The root's own simple elements are one map more, at the end, when
  /// there are any.
  ///
  /// @throws S3Exception MalformedXML when it is not well-formed, or has another root
  static List<Map<String, String>> items(byte[] document, String root, String item) {
    try {
      XMLStreamReader reader =
          Factory.SAFE.createXMLStreamReader(new ByteArrayInputStream(document));
      try {
        return read(reader, root, item);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | MissingResourceException e) {
      // The JDK has no text for one thing that it refuses: a control character in a DOCTYPE.
      throw malformed(root, String.valueOf(e.getMessage()));
    }
  }

  private static List<Map<String, String>> read(XMLStreamReader reader, String root, String item)
      throws XMLStreamException {
    List<Map<String, String>> items = new ArrayList<>();
    Map<String, String> ofRoot = new LinkedHashMap<>();
    Map<String, String> current = ofRoot;
    ArrayDeque<String> open = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String name = reader.getLocalName();
          if (open.isEmpty() && !name.equals(root)) {
            throw malformed(root, "the root element is " + name);
          }
          if (open.size() == 1 && name.equals(item)) {
            current = new LinkedHashMap<>();
            items.add(current);
          }
          open.push(name);
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.DTD -> throw malformed(root, "a DOCTYPE is not allowed");
        case XMLStreamConstants.END_ELEMENT -> {
          String name = open.pop();
          if (open.size() == 1 && name.equals(item)) {
            current = ofRoot;
          } else if (!open.isEmpty()) {
            current.put(name, text.toString());
          }
          text.setLength(0);
        }
        default -> {}
      }
    }
    if (!ofRoot.isEmpty()) {
      items.add(ofRoot);
    }
    return items;
  }

  private static S3Exception malformed(String root, String why) {
    return new S3Exception(
        ErrorCode.MALFORMED_XML,
        "The XML you provided was not well-formed or did not validate against our published schema:"
            + " expected a "
            + root
            + " document: "
            + why);
  }

  /// Held apart so that the XML classes load with the first document, not with the endpoint.
  private static final class Factory {
    static final XMLInputFactory SAFE = safe();

    private static XMLInputFactory safe() {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
      factory.setProperty(XMLInputFactory.IS_COALESCING, true);
      return factory;
    }
  }
}
