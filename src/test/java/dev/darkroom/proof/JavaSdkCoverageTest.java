package dev.darkroom.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cloudinary.Api;
import com.cloudinary.Uploader;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No method of the Java SDK is left uncalled by the tests here: their byte code is read. */
final class JavaSdkCoverageTest {
  @ParameterizedTest
  @ValueSource(classes = {Uploader.class, Api.class})
  void everyMethodIsCalled(Class<?> sdk) {
    Set<String> called =
        new ClassFileImporter()
            .importPackages(getClass().getPackageName()).stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(sdk))
                .map(JavaSdkCoverageTest::signature)
                .collect(Collectors.toSet());
    List<String> uncalled =
        Arrays.stream(sdk.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
            .map(JavaSdkCoverageTest::signature)
            .filter(name -> !called.contains(name))
            .sorted()
            .toList();
    assertEquals(List.of(), uncalled);
  }

  private static String signature(JavaMethodCall call) {
    return call.getTarget().getName()
        + call.getTarget().getRawParameterTypes().stream().map(type -> type.getName()).toList();
  }

  private static String signature(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes()).map(Class::getName).toList();
  }
}
