package dev.darkroom.api.request;

import dev.darkroom.api.request.MultipartParser.Part;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.ByteArrayOutputStream;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one multipart body: text parts into parameters, the part that is wanted straight into
 * staging. However it ends short of success (half a body, a client that left, a file that is too
 * large), nothing stays staged.
 */
final class MultipartReader {
  private final HttpServerRequest request;
  private final long textLimit;
  private final @Nullable Staging staging;
  private final ParameterSpellings spellings;
  private final Promise<Form> form = Promise.promise();
  private long inTexts;
  private long inDroppedFiles;
  private @Nullable FilePart file;

  /** A reader of a request that waits; parameters are added to the spellings. */
  MultipartReader(
      HttpServerRequest request,
      long textLimit,
      @Nullable Staging staging,
      ParameterSpellings spellings) {
    this.request = request;
    this.textLimit = textLimit;
    this.staging = staging;
    this.spellings = spellings;
  }

  Future<Form> read() {
    String type = String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE));
    String boundary = HeaderValue.of(type).parameter("boundary").orElse("");
    if (boundary.isEmpty()) {
      return Future.failedFuture(MultipartParser.broken());
    }
    MultipartParser parser = new MultipartParser(boundary, this::part);
    request.handler(chunk -> take(parser, chunk));
    request.exceptionHandler(failure -> fail(new ClientGone(failure)));
    request.endHandler(nothing -> end(parser));
    if (request.response().closed()) {
      // The request waited, and whom it tells of a lost connection had not been said yet.
      fail(new ClientGone(new ClosedChannelException()));
    }
    request.resume();
    return form.future();
  }

  /** What comes after a refusal is dropped. */
  private void take(MultipartParser parser, Buffer chunk) {
    if (form.future().isComplete()) {
      return;
    }
    ByteBuf bytes = ((BufferInternal) chunk).getByteBuf();
    try {
      if (bytes.hasArray()) {
        int from = bytes.arrayOffset() + bytes.readerIndex();
        parser.take(bytes.array(), from, from + bytes.readableBytes());
      } else {
        parser.take(chunk.getBytes(), 0, chunk.length());
      }
    } catch (Refusal refused) {
      fail(refused);
    }
  }

  private Part part(PartHead head) {
    String fileName = head.fileName();
    if (fileName == null) {
      return new Text(head);
    }
    if (staging == null || !head.name().equals(staging.part())) {
      return new Dropped();
    }
    if (file != null) {
      throw new Refusal(ErrorCode.INVALID_BODY, "it has more than one file");
    }
    FilePart begun = new FilePart(request, staging, fileName, this::fail);
    file = begun;
    return begun;
  }

  private void end(MultipartParser parser) {
    if (!parser.isComplete()) {
      fail(MultipartParser.broken());
      return;
    }
    Future<Form.@Nullable File> staged = file == null ? Future.succeededFuture() : file.file();
    staged.onSuccess(given -> form.tryComplete(new Form(spellings.collect(), given)));
  }

  private void fail(Throwable failure) {
    if (form.tryFail(failure) && file != null) {
      file.abandon();
    }
  }

  /** A parameter. */
  private final class Text implements Part {
    private final PartHead head;
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();

    Text(PartHead head) {
      this.head = head;
    }

    @Override
    public void bytes(byte[] array, int from, int to) {
      inTexts += to - from;
      if (inTexts > textLimit) {
        throw new Refusal(
            ErrorCode.INVALID_BODY, "its text is larger than " + textLimit + " bytes");
      }
      value.write(array, from, to - from);
    }

    @Override
    public void end() {
      spellings.field(head.name(), value.toString(head.charset()));
    }
  }

  /** A file that nobody asked for. */
  private final class Dropped implements Part {
    @Override
    public void bytes(byte[] array, int from, int to) {
      inDroppedFiles += to - from;
      if (inDroppedFiles > textLimit) {
        String wanted = staging == null ? "file" : staging.part();
        throw new Refusal(ErrorCode.INVALID_BODY, "it has a file that is not named " + wanted);
      }
    }

    @Override
    public void end() {}
  }
}
