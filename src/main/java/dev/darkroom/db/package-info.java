/**
 * The connection to PostgreSQL, its migrations, and the embedded server that is the default. It may
 * know the protocol. Start with {@link dev.darkroom.db.Database}.
 */
@NullMarked
package dev.darkroom.db;

import org.jspecify.annotations.NullMarked;
