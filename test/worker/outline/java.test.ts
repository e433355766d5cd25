import { test } from 'vitest';
import { checkOutline } from './check-outline.ts';

test('reads types, members and enum constants', () =>
  checkOutline(
    'java',
    `
      package com.acme;

      /** Documentation. */
      @Service
      public class Shop<T extends Item> extends Base implements A, B {
        private static final int LIMIT = 10;
        public List<String> names;

        @Override
        public String toString() {
          int local = 1;
          return new Object() { public String inner() { return ""; } }.toString();
        }

        Shop(int a) throws E {}

        abstract void go();

        enum Color { RED, GREEN(1) {}; Color(int x) {} }

        record Point(int x, int y) {}

        interface Named { int K = 1; void m(); default void d() {} }
      }`,
    `
      + 4-24 class Shop: public class Shop<T extends Item> extends Base implements A, B
      - 6 field Shop.LIMIT: private static final int LIMIT = 10
      + 7 field Shop.names: public List<String> names
      + 9-13 method Shop.toString: public String toString()
      + 15 method Shop.Shop: Shop(int a) throws E
      + 17 method Shop.go: abstract void go()
      + 19 enum Shop.Color: enum Color
      + 19 field Color.RED: RED
      + 19 field Color.GREEN: GREEN(1)
      + 19 method Color.Color: Color(int x)
      + 21 class Shop.Point: record Point(int x, int y)
      + 21 field Point.x: int x
      + 21 field Point.y: int y
      + 23 interface Shop.Named: interface Named
      + 23 field Named.K: int K = 1
      + 23 method Named.m: void m()
      + 23 method Named.d: default void d()`,
  ));

test('reads imports', () =>
  checkOutline(
    'java',
    `
      import java.util.List;
      import static com.acme.Util.max;
      import com.acme.model.*;
      class A {}`,
    `
      import java.util.List: List
      import com.acme.Util.max: max
      import com.acme.model: *
      + 4 class A: class A`,
  ));
