package dev.darkroom.protocol;

import java.util.List;

/** Transformations as they were requested. */
public record UsedTransformations(List<String> transformations) implements BusMessage {}
