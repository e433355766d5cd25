import { test } from 'vitest';
import { checkOutline } from './check-outline.ts';

test('reads CommonJS modules', () =>
  checkOutline(
    'javascript',
    `
      const fs = require('fs');
      const { a, b } = require('./util');
      class Thing {
        x = 1;
        constructor() {
          this.name = 'n';
          this.name = 'm';
        }
        go(a, b) {}
        #hidden() {}
      }
      function listed() {}
      exports.two = function (b) {};
      exports.three = 3;
      module.exports = { listed, Thing };`,
    `
      import fs: * as fs
      import ./util: a, b
      - 1 constant fs: const fs = require('fs')
      + 3-11 class Thing: class Thing
      + 4 field Thing.x: x = 1
      + 5-8 method Thing.constructor: constructor()
      + 6 field Thing.name: this.name = 'n'
      + 9 method Thing.go: go(a, b)
      - 10 method Thing.#hidden: #hidden()
      + 12 function listed: function listed()
      + 13 function two: exports.two = function (b)
      + 14 constant three: exports.three = 3`,
  ));

test('reads JSX and modules', () =>
  checkOutline(
    'javascriptreact',
    `
      import React from 'react';
      export const Item = (props) => <li {...props} />;
      export function* numbers() {}
      const notExported = 1;`,
    `
      import react: default as React
      + 2 function Item: export const Item = (props)
      + 3 function numbers: export function* numbers()
      - 4 constant notExported: const notExported = 1`,
  ));
