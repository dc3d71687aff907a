package dev.darkroom.transform.engine;

import dev.darkroom.transform.plan.Encoding;
import dev.darkroom.transform.plan.Output;
import dev.darkroom.transform.plan.SheetPlan;
import dev.darkroom.transform.plan.Size;
import java.util.Collections;

/** Encodes canvases; libvips reads them through small windows, so that memory never holds all. */
final class Sheets {
  private static final int PIXEL = 4;

  private Sheets() {}

  static Rendering encode(Scope scope, Canvas canvas, SheetPlan sheet) {
    Output output = sheet.output();
    Picture picture = new Picture(opened(scope, canvas), false);
    byte[] bytes;
    if (output.frames() == 1) {
      boolean opaque = output.encoding() == Encoding.JPG;
      bytes = Encoder.encode(opaque ? Painter.flat(picture, sheet.behind()) : picture, output);
    } else {
      bytes = output.encoding() == Encoding.PNG ? pngs(picture, sheet) : frames(picture, sheet);
    }
    Size frame = sheet.frame();
    return new Rendering(bytes, output.encoding().word(), frame.width(), frame.height());
  }

  private static NativeImage opened(Scope scope, Canvas canvas) {
    return scope
        .operation("rawload")
        .withText("filename", canvas.file().toString())
        .with("width", canvas.size().width())
        .with("height", canvas.size().height())
        .with("bands", PIXEL)
        .with("interpretation", NativeImage.SRGB)
        .image();
  }

  private static byte[] frames(Picture picture, SheetPlan sheet) {
    Output output = sheet.output();
    NativeImage moving =
        picture
            .image()
            .with("page-height", sheet.frame().height())
            .with("delay", Collections.nCopies(output.frames(), output.delay()))
            .with("loop", 0);
    return Encoder.encode(picture.with(moving), output);
  }

  private static byte[] pngs(Picture picture, SheetPlan sheet) {
    Output output = sheet.output();
    Output still = new Output(Encoding.PNG, output.quality(), 1, output.delay());
    MovingPng png = new MovingPng(output.frames(), output.delay());
    Size size = sheet.frame();
    for (int frame = 0; frame < output.frames(); frame++) {
      NativeImage one =
          picture
              .image()
              .scope()
              .operation("extract_area")
              .with("input", picture.image())
              .with("left", 0)
              .with("top", frame * size.height())
              .with("width", size.width())
              .with("height", size.height())
              .image();
      png.add(Encoder.encode(picture.with(one), still));
    }
    return png.bytes();
  }
}
