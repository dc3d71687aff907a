package dev.darkroom.protocol;

/** The account that owns this server's environments. The secret never shows in text. */
public record Account(String id, String apiKey, String apiSecret) implements BusMessage {
  /** The configuration line of every SDK: it shows the secret. */
  public String url() {
    return "account://" + apiKey + ":" + apiSecret + "@" + id;
  }

  /** The same line for a secret that its reader already knows. */
  public String withoutSecret() {
    return "account://" + apiKey + ":<secret>@" + id;
  }

  @Override
  public String toString() {
    return "Account[" + id + ", " + apiKey + "]";
  }
}
