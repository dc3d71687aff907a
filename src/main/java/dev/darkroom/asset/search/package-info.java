/**
 * Search: the expression language, its translation to SQL, and the answers of {@code
 * resources/search} and {@code folders/search}. It may know the listing and the store. Start with
 * {@link dev.darkroom.asset.search.Parser}, then {@link dev.darkroom.asset.search.Translator}.
 */
@NullMarked
package dev.darkroom.asset.search;

import org.jspecify.annotations.NullMarked;
