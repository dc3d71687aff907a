package dev.darkroom.protocol;

/** Asks for the account that owns this server's environments. */
public record FindAccount() implements BusMessage {
  public static final Address<FindAccount, Account> ADDRESS =
      Address.of("environment.find-account", FindAccount.class, Account.class).onThisNode();
}
