/**
 * Settings: a tree of records read once from conf/darkroom.yaml and the environment. It may know
 * everything, and only Main knows it. Start with {@link dev.darkroom.config.Settings}.
 */
@NullMarked
package dev.darkroom.config;

import org.jspecify.annotations.NullMarked;
