package dev.darkroom.transform.engine;

/** The image engine. */
public interface Engine {}
