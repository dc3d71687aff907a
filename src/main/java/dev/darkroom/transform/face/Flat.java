package dev.darkroom.transform.face;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A table of a FlatBuffers file: fields by number, absent ones with a default. Positions outside
 * the file are refused by the buffer itself.
 */
record Flat(ByteBuffer file, int position) {
  /** The outermost table. */
  static Flat root(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new Flat(file, file.getInt(0));
  }

  int number(int field, int usual) {
    int place = place(field);
    return place == 0 ? usual : file.getInt(place);
  }

  int small(int field) {
    int place = place(field);
    return place == 0 ? 0 : file.get(place);
  }

  /** An inner table. */
  Flat table(int field) {
    int place = place(field);
    if (place == 0) {
      throw new IllegalArgumentException("the model lacks a table");
    }
    return new Flat(file, place + file.getInt(place));
  }

  /** The length of a list; 0 when it is absent. */
  int count(int field) {
    int place = place(field);
    return place == 0 ? 0 : file.getInt(place + file.getInt(place));
  }

  /** A table of a list. */
  Flat table(int field, int number) {
    int entry = entries(field) + Integer.BYTES * number;
    return new Flat(file, entry + file.getInt(entry));
  }

  /** A number of a list. */
  int number(int field, long number) {
    return file.getInt(entries(field) + Integer.BYTES * (int) number);
  }

  /** All numbers of a list. */
  int[] numbers(int field) {
    int[] numbers = new int[count(field)];
    for (int at = 0; at < numbers.length; at++) {
      numbers[at] = number(field, (long) at);
    }
    return numbers;
  }

  /** The bytes of a list. */
  ByteBuffer bytes(int field) {
    return file.slice(entries(field), count(field)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int entries(int field) {
    int place = place(field);
    return place + file.getInt(place) + Integer.BYTES;
  }

  /** Zero when the field is absent. */
  private int place(int field) {
    int directory = position - file.getInt(position);
    int entry = 2 * Short.BYTES + Short.BYTES * field;
    if (entry >= file.getShort(directory)) {
      return 0;
    }
    int offset = Short.toUnsignedInt(file.getShort(directory + entry));
    return offset == 0 ? 0 : position + offset;
  }
}
