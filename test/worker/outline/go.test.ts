import { test } from 'vitest';
import { checkOutline } from './check-outline.ts';

test('reads types, methods with their receiver, and groups', () =>
  checkOutline(
    'go',
    `
      package main

      type Point struct {
      	X, Y int
      	name string
      }
      type (
      	Shape interface {
      		Area() float64
      	}
      	ID int
      )
      type List[T any] struct{ items []T }

      const Max = 10

      var global = map[string]int{"a": 1}

      func New(x int) *Point {
      	local := 1
      	var y = 2
      	return nil
      }

      func (p *Point) Move(dx, dy int) (err error) { return }
      func (l List[T]) Get() T                      { return l.items[0] }`,
    `
      + 3-6 class Point: type Point struct
      + 4 field Point.X: X, Y int
      + 4 field Point.Y: X, Y int
      - 5 field Point.name: name string
      + 8-10 interface Shape: type Shape interface
      + 9 method Shape.Area: Area() float64
      + 11 type ID: type ID int
      + 13 class List: type List[T any] struct
      - 13 field List.items: items []T
      + 15 constant Max: const Max = 10
      - 17 constant global: var global = map[string]int{"a": 1}
      + 19-23 function New: func New(x int) *Point
      + 25 method Point.Move: func (p *Point) Move(dx, dy int) (err error)
      + 26 method List.Get: func (l List[T]) Get() T`,
  ));

test('reads imports', () =>
  checkOutline(
    'go',
    `
      package main

      import "fmt"
      import (
      	str "strings"
      	. "example.com/x/dot"
      	_ "example.com/x/side"
      	"example.com/y/v2"
      )`,
    `
      import fmt: * as fmt
      import strings: * as str
      import example.com/x/dot: *
      import example.com/x/side
      import example.com/y/v2: * as y`,
  ));
