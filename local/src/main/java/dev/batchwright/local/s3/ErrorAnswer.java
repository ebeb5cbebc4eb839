package dev.batchwright.local.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Answers a request with an error document.
record ErrorAnswer(HttpExchange exchange, S3Response response, String requestId) {

  void send(S3Exception error) throws IOException {
    // A client that is still sending its body does not read the answer: take the body first.
    InputStream body = exchange.getRequestBody();
    body.transferTo(OutputStream.nullOutputStream());
    int status = error.code().status();
    if (exchange.getRequestMethod().equals("HEAD")) {
      response.empty(status);
      return;
    }
    XmlWriter xml =
        XmlWriter.error()
            .leaf("Code", error.code().code())
            .leaf("Message", String.valueOf(error.getMessage()));
    error.details().forEach(xml::leaf);
    xml.leaf("Resource", exchange.getRequestURI().getRawPath()).leaf("RequestId", requestId);
    response.xml(status, xml);
  }
}
