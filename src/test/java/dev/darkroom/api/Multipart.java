package dev.darkroom.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A multipart body in the making. */
final class Multipart {
  static final String BOUNDARY = "----darkroom-boundary";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private String end = "--" + BOUNDARY + "--\r\n";

  /** Text parts as the Java SDK types them. */
  Multipart fields(Map<String, String> fields) {
    fields.forEach(this::field);
    return this;
  }

  Multipart field(String name, String value) {
    return text("--" + BOUNDARY + "\r\n")
        .text("Content-Disposition: form-data; name=\"" + name + "\"\r\n")
        .text("Content-Type: text/plain; charset=UTF-8\r\n\r\n")
        .text(value + "\r\n");
  }

  Multipart file(String name, String fileName, byte[] bytes) {
    text("--" + BOUNDARY + "\r\n")
        .text("Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName)
        .text("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
    body.writeBytes(bytes);
    return text("\r\n");
  }

  /** Ends as the Node SDK does: no line end after the last boundary. */
  Multipart withoutFinalLineEnd() {
    end = "--" + BOUNDARY + "--";
    return this;
  }

  /** Stops in the middle. */
  Multipart cut() {
    end = "";
    return this;
  }

  Multipart text(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  byte[] body() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(body.toByteArray());
    whole.writeBytes(end.getBytes(StandardCharsets.UTF_8));
    return whole.toByteArray();
  }
}
