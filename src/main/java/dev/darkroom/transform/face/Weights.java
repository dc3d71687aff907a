package dev.darkroom.transform.face;

/** What a layer has learned: factors of its inputs, and what each sum starts with. */
final class Weights {
  final float[] factors;
  final float[] starts;

  Weights(float[] factors, float[] starts) {
    this.factors = factors;
    this.starts = starts;
  }
}
