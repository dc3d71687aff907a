package dev.darkroom.api.request;

/** Endpoints that belong together. */
public interface CallGroup {
  /** Adds their routes. */
  void add(CallRoutes routes);
}
