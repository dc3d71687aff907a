package dev.darkroom.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Shows what the servers said when a test fails. */
public final class ShowServers implements AfterTestExecutionCallback, AfterAllCallback {

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      for (ServerProcess server : ServerProcess.all()) {
        System.out.printf("---- %s%n%s%n----%n", server, server.output());
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    ServerProcess.forgetAll();
  }
}
