package dev.darkroom.api.request;

import dev.darkroom.blob.BlobWriter;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;
import dev.darkroom.protocol.StagedBlob;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooLongFormFieldException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.TooManyFormFieldsException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.Pipe;
import java.nio.channels.ClosedChannelException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one multipart body: text parts into parameters, the part that is wanted straight into
 * staging. However it ends short of success (half a body, a client that left, a file that is too
 * large), nothing stays staged.
 */
final class MultipartReader {
  /** File bytes that have arrived and are not counted as such yet. */
  private static final long IN_FLIGHT = 1 << 20;

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset=[^;]*", Pattern.CASE_INSENSITIVE);

  private final HttpServerRequest request;
  private final long textLimit;
  private final @Nullable Staging staging;
  private final ClosingBoundary boundary;
  private final Promise<Form> form = Promise.promise();
  private long received;
  private long inDroppedFiles;
  private boolean finishing;
  private @Nullable HttpServerFileUpload filePart;
  private @Nullable Pipe<Buffer> pipe;
  private @Nullable Future<BlobWriter> writer;
  private Future<Form.@Nullable File> file = Future.succeededFuture();

  MultipartReader(HttpServerRequest request, long textLimit, @Nullable Staging staging) {
    this.request = request;
    this.textLimit = textLimit;
    this.staging = staging;
    this.boundary = ClosingBoundary.of(request);
  }

  Future<Form> read(ParameterSpellings spellings) {
    if (!boundary.isKnown()) {
      return Future.failedFuture(broken());
    }
    try {
      forgetCharset();
      request.setExpectMultipart(true);
    } catch (RuntimeException unreadable) {
      // Netty's decoder throws index errors as well on a content type that it cannot read.
      return Future.failedFuture(broken());
    }
    request.uploadHandler(this::part);
    request.handler(this::count);
    request.exceptionHandler(failure -> fail(refusal(failure)));
    request.endHandler(nothing -> end(spellings));
    if (request.response().closed()) {
      // The request waited, and whom it tells of a lost connection had not been said yet.
      fail(new ClientGone(new ClosedChannelException()));
    }
    request.resume();
    return form.future();
  }

  /**
   * Names and texts are UTF-8, whatever the message says of itself: a form has no such parameter
   * (RFC 7578 section 4.5), and Apache's client 5.6 says ISO-8859-1 and sends UTF-8.
   */
  private void forgetCharset() {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    request.headers().set(HttpHeaders.CONTENT_TYPE, CHARSET.matcher(type).replaceAll(""));
  }

  private void part(HttpServerFileUpload part) {
    if (form.future().isComplete() || staging == null || !part.name().equals(staging.part())) {
      part.handler(dropped -> inDroppedFiles += dropped.length());
      return;
    }
    if (pipe != null) {
      fail(new Refusal(ErrorCode.INVALID_BODY, "it has more than one file"));
      return;
    }
    filePart = part;
    pipe = part.pipe().endOnComplete(false);
    // Not the pipe's business: what breaks the body is told apart from what breaks the writer.
    part.exceptionHandler(failure -> fail(refusal(failure)));
    stage(part, pipe, staging);
  }

  private void stage(HttpServerFileUpload part, Pipe<Buffer> pipe, Staging staging) {
    Future<BlobWriter> opening = staging.blobs().stage(staging.limit());
    writer = opening;
    file =
        opening.compose(open ->
            pipe.to(open)
                .compose(piped -> finish(open))
                .map(blob -> new Form.File(fileName(part), blob)));
    file.onFailure(this::fail);
  }

  private Future<StagedBlob> finish(BlobWriter open) {
    finishing = true;
    return open.finish();
  }

  private void count(Buffer chunk) {
    boundary.see(chunk);
    received += chunk.length();
    long inFile = filePart == null ? 0 : filePart.size();
    if (received - inFile - inDroppedFiles > textLimit + IN_FLIGHT) {
      fail(new Refusal(ErrorCode.INVALID_BODY, "its text is larger than " + textLimit + " bytes"));
    }
    if (inDroppedFiles > textLimit) {
      String wanted = staging == null ? "file" : staging.part();
      fail(new Refusal(ErrorCode.INVALID_BODY, "it has a file that is not named " + wanted));
    }
  }

  private void end(ParameterSpellings spellings) {
    if (!boundary.seen()) {
      fail(broken());
      return;
    }
    try {
      request.formAttributes().forEach(spellings::field);
    } catch (Refusal refused) {
      fail(refused);
      return;
    }
    file.onSuccess(staged -> {
      if (!form.tryComplete(new Form(spellings.collect(), staged)) && staged != null) {
        discard(staged.blob());
      }
    });
  }

  private void fail(Throwable failure) {
    if (!form.tryFail(failure)) {
      return;
    }
    if (pipe != null) {
      pipe.close();
    }
    if (finishing) {
      file.onSuccess(this::discard);
    } else if (writer != null) {
      writer.onSuccess(BlobWriter::abort);
    }
  }

  private void discard(Form.@Nullable File finished) {
    if (finished != null) {
      discard(finished.blob());
    }
  }

  private void discard(StagedBlob blob) {
    if (staging != null) {
      staging.blobs().discard(blob);
    }
  }

  private static Throwable refusal(Throwable failure) {
    return switch (failure) {
      case TooManyFormFieldsException tooMany ->
          new Refusal(ErrorCode.INVALID_BODY, "it has too many parts");
      case TooLongFormFieldException tooLong ->
          new Refusal(ErrorCode.INVALID_BODY, "a part is too long");
      case ErrorDataDecoderException unreadable -> broken();
      default -> new ClientGone(failure);
    };
  }

  private static Refusal broken() {
    return new Refusal(ErrorCode.INVALID_BODY, "it is not a complete multipart body");
  }

  private static String fileName(HttpServerFileUpload part) {
    String name = part.filename() == null ? "" : part.filename();
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}
