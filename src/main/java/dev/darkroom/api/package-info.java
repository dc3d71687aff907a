/**
 * The HTTP edge: parses every spelling of a request into typed messages, and renders replies and
 * refusals as the contract says. It may know the bus, the blobs, the transformation language and
 * the protocol. Start with {@link dev.darkroom.api.ApiVerticle}.
 */
@NullMarked
package dev.darkroom.api;

import org.jspecify.annotations.NullMarked;
