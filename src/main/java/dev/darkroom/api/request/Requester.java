package dev.darkroom.api.request;

import dev.darkroom.protocol.AccessKey;
import dev.darkroom.protocol.Caller;
import dev.darkroom.protocol.Environment;

/** Who sends a request, after it was verified: the environment, the key, and how events name it. */
public record Requester(Environment environment, AccessKey key, Caller caller) {}
