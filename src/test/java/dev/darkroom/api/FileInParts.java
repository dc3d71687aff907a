package dev.darkroom.api;

import dev.darkroom.testing.Api.Reply;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.Web;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that is sent in parts, as SDKs do.
 *
 * @param uploadId null to send none
 * @param isSigned whether the fields hold a signature, instead of Basic credentials
 */
public record FileInParts(
    ServerProcess server,
    String path,
    @Nullable String uploadId,
    Buffer file,
    Map<String, String> fields,
    boolean isSigned) {

  /** A raw file of the server's first cloud. */
  public static FileInParts raw(
      ServerProcess server, @Nullable String uploadId, byte[] file, Map<String, String> fields) {
    return new FileInParts(server, "/raw/upload", uploadId, Buffer.buffer(file), fields, false);
  }

  FileInParts to(String other) {
    return new FileInParts(server, other, uploadId, file, fields, isSigned);
  }

  FileInParts with(Map<String, String> signed) {
    return new FileInParts(server, path, uploadId, file, signed, true);
  }

  /** Sends a part; the total is what follows the range, with its slash. */
  public Reply send(int first, int end, String total) {
    return sendAs(first, end, "bytes " + first + "-" + (end - 1) + total);
  }

  /** Sends a part under any header. */
  Reply sendAs(int first, int end, String header) {
    Multipart body = new Multipart().fields(fields).file("file", "blob", file.getBytes(first, end));
    HttpRequest.Builder request =
        isSigned
            ? HttpRequest.newBuilder(URI.create(server.api() + path))
            : Web.authorized(server, path);
    request
        .header("Content-Range", header)
        .header("Content-Type", body.contentType())
        .POST(BodyPublishers.ofByteArray(body.body()));
    if (uploadId != null) {
      request.header("X-Unique-Upload-Id", uploadId);
    }
    HttpResponse<byte[]> response = Web.send(request);
    String text = new String(response.body(), StandardCharsets.UTF_8);
    return new Reply(response.statusCode(), new JsonObject(text), response);
  }
}
