package dev.darkroom.protocol;

/**
 * The caller's fault, told in the contract's words. It is thrown where the fault is found, carried
 * over the bus, and rendered once, at the HTTP edge. It has no stack trace: it is an answer, not a
 * bug.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SERVER_FAULT = 500;

  private final ErrorCode code;

  /** A refusal with the values its text asks for. */
  public Refusal(ErrorCode code, Object... values) {
    this(code, code.text(values));
  }

  private Refusal(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** A refusal whose text was filled in on another node. */
  public static Refusal received(ErrorCode code, String message) {
    return new Refusal(code, message);
  }

  /** Which refusal this is. */
  public ErrorCode code() {
    return code;
  }

  /** Whether trying again cannot mend it: the fault is the caller's, not the server's. */
  public boolean isFinal() {
    return code.status() < SERVER_FAULT;
  }

  /** The text, never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
