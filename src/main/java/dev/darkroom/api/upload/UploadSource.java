package dev.darkroom.api.upload;

import dev.darkroom.api.request.Form;
import dev.darkroom.api.request.Staging;
import dev.darkroom.api.request.WebAddress;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Where an upload's bytes are: staged here, or at a URL.
 *
 * @param content null when a URL is given
 * @param url null when the content is given
 * @param fileName as the client called it; may be empty
 */
record UploadSource(@Nullable StagedBlob content, @Nullable String url, String fileName) {
  /** What the form says: a file part, a data URI that is staged now, or a URL. */
  static Future<UploadSource> of(Form form, Staging staging) {
    Form.File file = form.file();
    if (file != null) {
      return Future.succeededFuture(staged(file.blob(), file.name()));
    }
    String text = form.parameters().required("file");
    if (DataUri.isOne(text)) {
      return stage(DataUri.decode(text), staging).map(blob -> staged(blob, ""));
    }
    if (!WebAddress.isOne(text)) {
      throw new Refusal(ErrorCode.UNSUPPORTED_SOURCE_URL, shown(text));
    }
    return Future.succeededFuture(at(text));
  }

  static UploadSource staged(StagedBlob content, String fileName) {
    return new UploadSource(content, null, fileName);
  }

  static UploadSource at(String url) {
    return new UploadSource(null, url, "");
  }

  private static Future<StagedBlob> stage(byte[] bytes, Staging staging) {
    return staging
        .blobs()
        .stage(staging.limit())
        .compose(writer ->
            writer
                .write(Buffer.buffer(bytes))
                .compose(written -> writer.finish())
                .onFailure(refused -> writer.abort()));
  }

  private static String shown(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
