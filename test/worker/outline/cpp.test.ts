import { test } from 'vitest';
import { checkOutline } from './check-outline.ts';

test('reads classes with their access labels, namespaces and templates', () =>
  checkOutline(
    'cpp',
    `
      #include "shape.hpp"
      namespace geometry {
      template <typename T> class Box : public Base<T> {
        int secret;

       public:
        explicit Box(T value);
        ~Box();
        T get() const { return value_; }
        T& ref();
        Box& operator=(const Box& other);
        enum Mode { A, B };

       private:
        T value_;
      };
      struct Point {
        int x, y;
        double length() const;
      };
      inline double Point::length() const {
        auto f = [](int a) { int local = 1; return a; };
        return 0;
      }
      using Alias = std::vector<int>;
      enum class Kind : int { One, Two };
      constexpr int kMax = 3;
      }
      int main(int argc, char** argv) { return 0; }
      std::vector<int>& items();`,
    `
      import shape.hpp: *
      + 2-28 module geometry: namespace geometry
      + 3-16 class geometry.Box: class Box : public Base<T>
      - 4 field Box.secret: int secret
      + 7 method Box.Box: explicit Box(T value)
      + 8 method Box.~Box: ~Box()
      + 9 method Box.get: T get() const
      + 10 method Box.ref: T& ref()
      + 11 method Box.operator=: Box& operator=(const Box& other)
      + 12 enum Box.Mode: enum Mode
      + 12 field Mode.A: A
      + 12 field Mode.B: B
      - 15 field Box.value_: T value_
      + 17-20 class geometry.Point: struct Point
      + 18 field Point.x: int x, y
      + 18 field Point.y: int x, y
      + 19 method Point.length: double length() const
      + 21-24 method Point.length: inline double Point::length() const
      + 25 type geometry.Alias: using Alias = std::vector<int>
      + 26 enum geometry.Kind: enum class Kind : int
      + 26 field Kind.One: One
      + 26 field Kind.Two: Two
      + 27 constant geometry.kMax: constexpr int kMax = 3
      + 29 function main: int main(int argc, char** argv)
      + 30 function items: std::vector<int>& items()`,
  ));
