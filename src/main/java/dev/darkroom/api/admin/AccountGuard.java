package dev.darkroom.api.admin;

import dev.darkroom.api.request.BodyReader;
import dev.darkroom.api.request.Credentials;
import dev.darkroom.api.request.Endpoint;
import dev.darkroom.api.request.Exchange;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.Account;
import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.FindAccount;
import dev.darkroom.protocol.Refusal;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Function;

/**
 * What every call of the Provisioning API passes: Basic credentials of the account, and its
 * parameters (reference/admin-api.md 17).
 */
final class AccountGuard {
  private final Bus bus;
  private final BodyReader bodies;

  AccountGuard(Bus bus, BodyReader bodies) {
    this.bus = bus;
    this.bodies = bodies;
  }

  /** The endpoint behind the guard. */
  Endpoint guard(Function<AccountCall, Future<String>> endpoint) {
    return exchange ->
        bus.request(FindAccount.ADDRESS, new FindAccount())
            .map(account -> verify(exchange, account))
            .compose(verified -> bodies.parameters(exchange.request()))
            .map(parameters -> new AccountCall(exchange, parameters))
            .compose(endpoint);
  }

  /** Of a wrong account as little is said as of a wrong key. */
  private static Account verify(Exchange exchange, Account account) {
    return switch (exchange.credentials()) {
      case Credentials.None() -> throw new Refusal(ErrorCode.INVALID_CREDENTIALS);
      case Credentials.Bearer() -> throw new Refusal(ErrorCode.INVALID_TOKEN);
      case Credentials.Basic(String key, String secret) -> {
        boolean right =
            same(account.id(), exchange.path("accountId"))
                && same(account.apiKey(), key)
                && same(account.apiSecret(), secret);
        if (!right) {
          throw new Refusal(ErrorCode.INVALID_CREDENTIALS);
        }
        yield account;
      }
    };
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
