package dev.darkroom.transform.engine;

/**
 * libvips could not do it. Its text is for logs only: the error buffer is shared by all threads, so
 * that the words of two failures may mix.
 */
final class VipsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VipsException(String message) {
    super(message, null, false, false);
  }
}
