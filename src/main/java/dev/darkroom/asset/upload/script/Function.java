package dev.darkroom.asset.upload.script;

import java.util.List;

/** What a script can call. */
@FunctionalInterface
interface Function {
  Object call(List<Object> arguments);
}
