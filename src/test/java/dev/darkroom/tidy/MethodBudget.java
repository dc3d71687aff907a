package dev.darkroom.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Measures methods with the compiler's own parser: at most 50 lines, 5 parameters, 3 deep. */
final class MethodBudget {
  private static final int LINES = 50;
  private static final int PARAMETERS = 5;
  private static final int DEPTH = 3;

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

  /** Every class of the files, nested ones too. */
  Stream<ClassTree> classes(List<Path> files) throws IOException {
    List<ClassTree> classes = new ArrayList<>();
    for (CompilationUnitTree unit : parse(files).units()) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
          classes.add(tree);
          return super.visitClass(tree, null);
        }
      }.scan(unit, null);
    }
    return classes.stream();
  }

  /** What is over budget, in words. */
  List<String> findings(List<Path> files) throws IOException {
    Parsed parsed = parse(files);
    List<String> findings = new ArrayList<>();
    for (CompilationUnitTree unit : parsed.units()) {
      new Visitor(unit, parsed.positions(), findings).scan(unit, null);
    }
    return findings;
  }

  private record Parsed(List<CompilationUnitTree> units, SourcePositions positions) {}

  private Parsed parse(List<Path> files) throws IOException {
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      return new Parsed(units, Trees.instance(task).getSourcePositions());
    }
  }

  private static final class Visitor extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> findings;

    Visitor(CompilationUnitTree unit, SourcePositions positions, List<String> findings) {
      this.unit = unit;
      this.positions = positions;
      this.findings = findings;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (positions.getStartPosition(unit, method) >= 0) {
        report(method, "lines", lines(method), LINES);
        report(method, "parameters", method.getParameters().size(), PARAMETERS);
        report(method, "levels", depth(method), DEPTH);
      }
      return super.visitMethod(method, null);
    }

    private void report(MethodTree method, String what, int measured, int budget) {
      boolean isRecordConstructor =
          method.getName().contentEquals("<init>") && method.getBody() == null;
      if (measured > budget && !isRecordConstructor && !isCanonical(method)) {
        findings.add(
            "%s: %s has %d %s, the budget is %d"
                .formatted(
                    unit.getSourceFile().getName(), method.getName(), measured, what, budget));
      }
    }

    /** The parameters of a record's own constructor are its components. */
    private boolean isCanonical(MethodTree method) {
      return method.getName().contentEquals("<init>")
          && unit.getTypeDecls().stream().anyMatch(type -> type.getKind() == Tree.Kind.RECORD)
          && method.getParameters().size() > PARAMETERS;
    }

    /** Of the body: a table of values above a test is not counted. */
    private int lines(MethodTree method) {
      if (method.getBody() == null) {
        return 0;
      }
      long start =
          unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method.getBody()));
      long end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method.getBody()));
      return (int) (end - start + 1);
    }

    private static int depth(MethodTree method) {
      Depth depth = new Depth();
      depth.scan(method.getBody(), null);
      return depth.deepest;
    }
  }

  /** How deep control structures nest; {@code else if} does not add a level. */
  private static final class Depth extends TreeScanner<Void, Void> {
    private int current;
    private int deepest;

    private void inside(Runnable body) {
      current++;
      deepest = Math.max(deepest, current);
      body.run();
      current--;
    }

    @Override
    public Void visitIf(IfTree tree, Void nothing) {
      inside(() -> scan(tree.getThenStatement(), null));
      if (tree.getElseStatement() instanceof IfTree chained) {
        scan(chained, null);
      } else {
        inside(() -> scan(tree.getElseStatement(), null));
      }
      return null;
    }

    @Override
    public Void visitForLoop(ForLoopTree tree, Void nothing) {
      inside(() -> super.visitForLoop(tree, null));
      return null;
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void nothing) {
      inside(() -> super.visitEnhancedForLoop(tree, null));
      return null;
    }

    @Override
    public Void visitWhileLoop(WhileLoopTree tree, Void nothing) {
      inside(() -> super.visitWhileLoop(tree, null));
      return null;
    }

    @Override
    public Void visitDoWhileLoop(DoWhileLoopTree tree, Void nothing) {
      inside(() -> super.visitDoWhileLoop(tree, null));
      return null;
    }

    @Override
    public Void visitTry(TryTree tree, Void nothing) {
      inside(() -> super.visitTry(tree, null));
      return null;
    }

    @Override
    public Void visitSwitch(SwitchTree tree, Void nothing) {
      inside(() -> super.visitSwitch(tree, null));
      return null;
    }
  }
}
