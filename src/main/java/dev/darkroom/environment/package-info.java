/**
 * Product environments (clouds) and their access keys. It may know the bus, the database and the
 * protocol. Start with {@link dev.darkroom.environment.EnvironmentVerticle}.
 */
@NullMarked
package dev.darkroom.environment;

import org.jspecify.annotations.NullMarked;
