package dev.darkroom.bus;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;

/**
 * TLS between the event buses of the nodes, both ways: each shows a certificate of a private
 * authority, and no name in it is checked. Whoever has a certificate of that authority is trusted.
 *
 * @param certificate PEM: this node's, and what leads to the authority
 * @param key PEM: its private key, PKCS #8
 * @param authority PEM: the only issuer that is trusted
 */
public record BusTls(Path certificate, Path key, Path authority) {
  EventBusOptions secure(EventBusOptions options) {
    options
        .setSsl(true)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(
            new PemKeyCertOptions().addCertPath(certificate.toString()).addKeyPath(key.toString()))
        .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()));
    return options;
  }
}
