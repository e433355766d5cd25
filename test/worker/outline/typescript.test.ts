import { test } from 'vitest';
import { checkOutline } from './check-outline.ts';

test('reads what a TypeScript module exports, keeps and declares', () =>
  checkOutline(
    'typescript',
    `
      export const LIMIT = 10;
      const hidden = 1, other: string = 'x';
      export const run = async (a: number): Promise<void> => {
        const local = 1;
      };
      export function overload(a: string): void;
      export function overload(a: unknown) {
        function inner() {}
      }
      export type Union = 'a' | 'b';
      type Point = { x: number; y?: number };
      export enum Color {
        Red,
        Green = 'g',
      }
      declare function ambient(x: number): string;
      namespace Space {
        export function inSpace() {}
      }
      function listed() {}
      export { listed };
      export default function main(): void {}
      const table = {
        first: 1,
      };`,
    `
      + 1 constant LIMIT: export const LIMIT = 10
      - 2 constant hidden: const hidden = 1, other: string = 'x'
      - 2 constant other: const hidden = 1, other: string = 'x'
      + 3-5 function run: export const run = async (a: number): Promise<void>
      + 6 function overload: export function overload(a: string): void
      + 7-9 function overload: export function overload(a: unknown)
      + 10 type Union: export type Union = 'a' | 'b'
      - 11 type Point: type Point = { x: number; y?: number }
      + 11 field Point.x: x: number
      + 11 field Point.y: y?: number
      + 12-15 enum Color: export enum Color
      + 13 field Color.Red: Red
      + 14 field Color.Green: Green = 'g'
      + 16 function ambient: declare function ambient(x: number): string
      - 17-19 module Space: namespace Space
      + 18 function Space.inSpace: export function inSpace()
      + 20 function listed: function listed()
      + 22 function main: export default function main(): void
      - 23-25 constant table: const table`,
  ));

test('reads classes and interfaces with their members', () =>
  checkOutline(
    'typescript',
    `
      @Component({
        selector: 'x',
      })
      export class Shape<T> extends Base implements Drawable {
        private secret = 1;
        readonly items: Map<string, number> = new Map();
        handler = (event: Event): void => {};
        constructor(readonly name: string) {
          super();
          this.own = 1;
        }
        async get(id: string): Promise<T> {
          const local = 1;
          return local;
        }
        static #hidden() {}
        get size(): number {
          return 1;
        }
      }
      export abstract class Abstract {
        abstract go(): void;
      }
      export interface Drawable {
        readonly width: number;
        area(scale: number): number;
        nested: { deep: string };
      }`,
    `
      + 4-20 class Shape: export class Shape<T> extends Base implements Drawable
      - 5 field Shape.secret: private secret = 1
      + 6 field Shape.items: readonly items: Map<string, number> = new Map()
      + 7 method Shape.handler: handler = (event: Event): void
      + 8-11 method Shape.constructor: constructor(readonly name: string)
      + 10 field Shape.own: this.own = 1
      + 12-15 method Shape.get: async get(id: string): Promise<T>
      - 16 method Shape.#hidden: static #hidden()
      + 17-19 method Shape.size: get size(): number
      + 21-23 class Abstract: export abstract class Abstract
      + 22 method Abstract.go: abstract go(): void
      + 24-28 interface Drawable: export interface Drawable
      + 25 field Drawable.width: readonly width: number
      + 26 method Drawable.area: area(scale: number): number
      + 27 field Drawable.nested: nested: { deep: string }`,
  ));

test('reads imports and re-exports with their local names', () =>
  checkOutline(
    'typescript',
    `
      import fs, { type Stats as FileStats } from 'node:fs';
      import * as path from './path.js';
      import type { A } from './types';
      import './side-effect';
      export * from './all';
      export * as everything from './every';
      export { b as c } from './b';`,
    `
      import node:fs: default as fs, Stats as FileStats
      import ./path.js: * as path
      import ./types: A
      import ./side-effect
      import ./all: *
      import ./every: * as everything
      import ./b: b as c`,
  ));

test('leaves out what is local to a callback, and comments in signatures', () =>
  checkOutline(
    'typescript',
    `
      describe('x', () => {
        const local = 1;
        function helper() {}
      });
      export function documented(
        a: string, // what it is
        /* and */ b: number,
      ): void {}`,
    `
      + 5-8 function documented: export function documented( a: string, b: number, ): void`,
  ));

test('reads TSX', () =>
  checkOutline(
    'typescriptreact',
    `
      import { useState } from 'react';
      export const Button = ({ label }: Props) => <button>{label}</button>;
      export default function App(): JSX.Element {
        return <Button label="x" />;
      }`,
    `
      import react: useState
      + 2 function Button: export const Button = ({ label }: Props)
      + 3-5 function App: export default function App(): JSX.Element`,
  ));

test('reads what is declared of modules elsewhere, by their bare names', () =>
  checkOutline(
    'typescript',
    `
      declare module 'quill' {
        export function write(text: string): void;
        interface Pen { ink: number }
      }
      declare module "*.svg";`,
    `
      + 1-4 module quill: declare module 'quill'
      + 2 function quill.write: export function write(text: string): void
      - 3 interface quill.Pen: interface Pen
      + 3 field Pen.ink: ink: number`,
  ));
