package dev.darkroom.testing;

import dev.darkroom.api.request.RequestSignature;
import dev.darkroom.api.request.RequestSignature.Version;
import dev.darkroom.protocol.SignatureAlgorithm;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Links as the SDKs sign them (reference/upload-api.md 6). */
public final class SignedLink {
  private SignedLink() {}

  /** Opens a link that is signed now. */
  public static HttpResponse<byte[]> open(ServerProcess server, String path, String... pairs) {
    Map<String, String> values = new TreeMap<>();
    values.put("timestamp", Long.toString(Instant.now().getEpochSecond()));
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    Map<String, String> bare = new TreeMap<>();
    values.forEach((name, value) -> bare.put(name.replace("[]", ""), value));
    String text = RequestSignature.stringToSign(bare, Version.TWO);
    values.put("signature", RequestSignature.sign(text, server.secret(), SignatureAlgorithm.SHA1));
    values.put("api_key", server.key());
    return open(server, path, values);
  }

  /** Opens a link with exactly these parameters. */
  public static HttpResponse<byte[]> open(
      ServerProcess server, String path, Map<String, String> values) {
    String query =
        values.entrySet().stream()
            .map(pair -> escaped(pair.getKey()) + "=" + escaped(pair.getValue()))
            .collect(Collectors.joining("&"));
    return Web.get(server.api() + "/" + path + "?" + query);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
