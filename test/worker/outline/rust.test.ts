import { test } from 'vitest';
import { checkOutline } from './check-outline.ts';

test('reads items, impl blocks and traits', () =>
  checkOutline(
    'rust',
    `
      #[derive(Debug)]
      pub struct Point<T> {
          pub x: T,
          y: T,
      }
      pub struct Pair(pub u32, u32);
      struct Unit;
      pub enum Shape { Circle { r: f64 }, Square(f64) }
      pub trait Area: Sized {
          const N: usize;
          type Out;
          fn area(&self) -> f64;
          fn twice(&self) -> f64 { 2.0 }
      }
      impl<T> Point<T> {
          pub fn new(x: T, y: T) -> Self { fn inner() {} Point { x, y } }
          fn hidden(&self) {}
      }
      impl<T> Area for Point<T> where T: Copy {
          fn area(&self) -> f64 { 1.0 }
      }
      pub const MAX: usize = 10;
      static mut STATE: u8 = 1;
      pub type Alias = Vec<u32>;
      macro_rules! twice { ($x:expr) => { $x } }
      pub async fn free<'a>(s: &'a str) -> &'a str { s }
      mod inner { pub struct Thing; }`,
    `
      + 2-5 class Point: pub struct Point<T>
      + 3 field Point.x: pub x: T
      - 4 field Point.y: y: T
      + 6 class Pair: pub struct Pair(pub u32, u32)
      - 7 class Unit: struct Unit
      + 8 enum Shape: pub enum Shape
      + 8 field Shape.Circle: Circle
      + 8 field Shape.Square: Square(f64)
      + 9-14 interface Area: pub trait Area: Sized
      + 10 field Area.N: const N: usize
      + 11 field Area.Out: type Out
      + 12 method Area.area: fn area(&self) -> f64
      + 13 method Area.twice: fn twice(&self) -> f64
      + 16 method Point.new: pub fn new(x: T, y: T) -> Self
      - 17 method Point.hidden: fn hidden(&self)
      + 20 method Point.area: fn area(&self) -> f64
      + 22 constant MAX: pub const MAX: usize = 10
      - 23 constant STATE: static mut STATE: u8 = 1
      + 24 type Alias: pub type Alias = Vec<u32>
      - 25 function twice: macro_rules! twice
      + 26 function free: pub async fn free<'a>(s: &'a str) -> &'a str
      - 27 module inner: mod inner
      + 27 class inner.Thing: pub struct Thing`,
  ));

test('reads use trees and module declarations', () =>
  checkOutline(
    'rust',
    `
      use std::collections::HashMap;
      use crate::a::{b, c::{d as e, self}, f::*};
      pub use self::inner::Thing;
      mod other;`,
    `
      import std::collections: HashMap
      import crate::a: b, c
      import crate::a::c: d as e
      import crate::a::f: *
      import self::inner: Thing
      import self::other: * as other`,
  ));
