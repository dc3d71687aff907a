/**
 * The vocabulary every other package shares: identifiers, refusals, and the messages of the bus
 * with their typed addresses. It knows the JDK and nothing else. Start with {@link
 * dev.darkroom.protocol.Address}, then any message, such as {@link
 * dev.darkroom.protocol.StoreAsset}.
 */
@NullMarked
package dev.darkroom.protocol;

import org.jspecify.annotations.NullMarked;
