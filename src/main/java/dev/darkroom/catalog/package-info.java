/**
 * What an environment defines under a name: transformations, upload presets, upload mappings and
 * streaming profiles. It may know the bus, the database, the transformation language and the
 * protocol. Start with {@link dev.darkroom.catalog.CatalogVerticle}.
 */
@NullMarked
package dev.darkroom.catalog;

import org.jspecify.annotations.NullMarked;
