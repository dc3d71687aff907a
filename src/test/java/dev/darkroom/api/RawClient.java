package dev.darkroom.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that may break every rule of HTTP. */
final class RawClient implements AutoCloseable {
  private static final int LONGEST_MILLISECONDS = 15_000;
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)\r\n");

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(LONGEST_MILLISECONDS);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = socket.getInputStream();
  }

  /** Sends; a server that has already closed the connection is no error. */
  RawClient send(byte[] bytes) throws IOException {
    try {
      out.write(bytes);
      out.flush();
    } catch (SocketException closed) {
      return this;
    }
    return this;
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends the sending side only. */
  RawClient finish() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Leaves without a farewell: the server sees a reset. */
  void vanish() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** One answer; empty when the connection ends before one came. */
  String answer() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      while (!complete(bytes)) {
        int next = in.read();
        if (next < 0) {
          break;
        }
        bytes.write(next);
      }
    } catch (SocketException reset) {
      return bytes.toString(StandardCharsets.UTF_8);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static boolean complete(ByteArrayOutputStream bytes) {
    String text = bytes.toString(StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    Matcher length = LENGTH.matcher(text.substring(0, end + 2).toLowerCase(Locale.ROOT));
    long body = length.find() ? Long.parseLong(length.group(1)) : 0;
    return text.substring(end + 4).getBytes(StandardCharsets.UTF_8).length >= body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
