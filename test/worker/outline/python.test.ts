import { test } from 'vitest';
import { checkOutline } from './check-outline.ts';

test('reads functions, classes and what methods give their object', () =>
  checkOutline(
    'python',
    `
      LIMIT: int = 10
      _private = {
          'a': 1,
      }


      @decorator
      def run(a: int, *, b=None) -> str:
          """Documentation."""
          def inner(): pass
          local = 1
          return a


      class Shape(Base, metaclass=Meta):
          kind: str = "x"

          def __init__(self, name):
              self.name = name
              self._hidden = 1
              self.name = 2

          @property
          def size(self) -> int:
              return 1

          async def go(self): ...


      if TYPE_CHECKING:
          def conditional(
              a,  # first
              b,
          ): pass`,
    `
      + 1 constant LIMIT: LIMIT: int = 10
      - 2-4 constant _private: _private
      + 8-12 function run: def run(a: int, *, b=None) -> str
      + 15-27 class Shape: class Shape(Base, metaclass=Meta)
      + 16 field Shape.kind: kind: str = "x"
      + 18-21 method Shape.__init__: def __init__(self, name)
      + 19 field Shape.name: self.name = name
      - 20 field Shape._hidden: self._hidden = 1
      + 24-25 method Shape.size: def size(self) -> int
      + 27 method Shape.go: async def go(self)
      + 31-34 function conditional: def conditional( a, b, )`,
  ));

test('reads imports', () =>
  checkOutline(
    'python',
    `
      import os.path, sys as system
      from . import sibling
      from .pkg.mod import a, b as c
      from ..up import *`,
    `
      import os.path: * as os.path
      import sys: * as system
      import .: sibling
      import .pkg.mod: a, b as c
      import ..up: *`,
  ));
