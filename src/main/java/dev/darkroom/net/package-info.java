/**
 * Which addresses this server may reach on somebody's behalf: resolve, vet, pin. It may know the
 * protocol. Start with {@link dev.darkroom.net.AddressGuard}.
 */
@NullMarked
package dev.darkroom.net;

import org.jspecify.annotations.NullMarked;
