package dev.darkroom.transform.plan;

import java.util.List;

/**
 * What the engine does to a source: operations in their order, then the encoding.
 *
 * @param source the size the operations start from, as displayed
 * @param page of the source, or frame, from 1 on
 * @param result the size they end with
 */
public record Plan(Size source, int page, List<Op> operations, Size result, Output output) {
  public Plan {
    operations = List.copyOf(operations);
  }
}
