package dev.darkroom.proof;

import com.cloudinary.Cloudinary;
import dev.darkroom.testing.Pictures;
import dev.darkroom.testing.ServerProcess;
import dev.darkroom.testing.Web;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Uploads of one small photo by the official Java SDK, for tests of what comes after. */
final class Photos {
  static final byte[] PHOTO = Pictures.photo(320, 240, 21);

  private Photos() {}

  /** Uploads it; the answer is the server's acknowledgement. */
  static Map<?, ?> upload(ServerProcess server, String publicId, Map<String, Object> options)
      throws IOException {
    Map<String, Object> all = new HashMap<>(options);
    all.put("public_id", publicId);
    return new Cloudinary(server.cloudinaryUrl()).uploader().upload(PHOTO, all);
  }

  /** Whether a delivery URL is answered with an image, whatever port the server has by now. */
  static boolean isServed(ServerProcess server, String path) {
    return Web.get(server.prefix() + path).statusCode() == 200;
  }

  /** The path of an uploaded photo. */
  static String path(ServerProcess server, String publicId) {
    return "/" + server.cloud() + "/image/upload/" + publicId + ".jpg";
  }
}
