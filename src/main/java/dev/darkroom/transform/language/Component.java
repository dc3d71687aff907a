package dev.darkroom.transform.language;

/** One step of a transformation, written between two slashes. */
public sealed interface Component permits Act {}
