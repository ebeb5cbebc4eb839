package dev.batchwright.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.net.InetAddress;

/// An address within a block, such as 10.0.0.0/24 or 2001:db8::/32.
///
/// @param network the address's bits that count
/// @param hostBits how many do not count
/// @param addressBytes 4 or 16
record AddressBlock(BigInteger network, int hostBits, int addressBytes) implements Condition {

  static AddressBlock of(String text, String place) {
    try {
      int slash = text.indexOf('/');
      byte[] address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
      int hostBits = address.length * 8 - Integer.parseInt(text.substring(slash + 1));
      if (hostBits >= 0 && hostBits <= address.length * 8) {
        return new AddressBlock(
            new BigInteger(1, address).shiftRight(hostBits), hostBits, address.length);
      }
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      // Refused below, as a block of a wrong length is.
    }
    throw Condition.refused(place, TextNode.valueOf(text), "a block such as 10.0.0.0/24");
  }

  @Override
  public boolean fits(JsonNode value) {
    // Only what looks like an address is asked: a name is none.
    if (!value.isTextual() || !value.asText().matches("[0-9a-fA-F.:]+")) {
      return false;
    }
    try {
      byte[] address = InetAddress.ofLiteral(value.asText()).getAddress();
      return address.length == addressBytes
          && new BigInteger(1, address).shiftRight(hostBits).equals(network);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
