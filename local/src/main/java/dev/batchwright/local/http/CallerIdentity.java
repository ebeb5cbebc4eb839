package dev.batchwright.local.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The one operation of AWS STS that command-line tools need before anything else, in the query
/// protocol (a form in, XML out).
final class CallerIdentity {
  private static final int BODY_LIMIT_BYTES = 1 << 20;
  private static final String OPERATION = "Action=GetCallerIdentity";

  private final String accountId;

  CallerIdentity(String accountId) {
    this.accountId = accountId;
  }

  void answer(HttpExchange exchange) throws IOException {
    String form = new String(Exchanges.body(exchange, BODY_LIMIT_BYTES), StandardCharsets.UTF_8);
    if (form.contains(OPERATION)) {
      Exchanges.send(exchange, 200, "text/xml", identity());
      return;
    }
    Exchanges.send(exchange, 501, "text/xml", notOffered(action(form)));
  }

  private String identity() {
    return """
    <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <GetCallerIdentityResult>
        <Arn>arn:aws:iam::%1$s:root</Arn>
        <UserId>%1$s</UserId>
        <Account>%1$s</Account>
      </GetCallerIdentityResult>
      <ResponseMetadata><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ResponseMetadata>
    </GetCallerIdentityResponse>
    """
        .formatted(accountId);
  }

  private static String notOffered(String action) {
    return """
    <ErrorResponse><Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>\
    %s is not offered by the embedded target; of the query protocol it offers GetCallerIdentity, \
    and SQS in the JSON protocol, which clients speak since 2023.\
    </Message></Error></ErrorResponse>
    """
        .formatted(action);
  }

  private static String action(String form) {
    for (String pair : form.split("&")) {
      if (pair.startsWith("Action=")) {
        return pair.substring("Action=".length()).replaceAll("[^A-Za-z0-9]", "");
      }
    }
    return "A request without an Action";
  }
}
