package dev.darkroom.asset.search;

import dev.darkroom.protocol.ErrorCode;
import dev.darkroom.protocol.Refusal;

/** The refusal of an expression, at a position that counts from 1. */
final class QueryError {
  private QueryError() {}

  static Refusal at(int position) {
    return new Refusal(ErrorCode.QUERY_ERROR, position);
  }
}
