/**
 * What is made of many assets, or of one asset many: sprites, animations, collages, texts, exploded
 * pages, archives. It may know the stores, the job runner and the fetching of URLs; pixels are
 * asked for over the bus. Start with {@link dev.darkroom.asset.compose.Composing}.
 */
@NullMarked
package dev.darkroom.asset.compose;

import org.jspecify.annotations.NullMarked;
