import { test } from 'vitest';
import { checkOutline } from './check-outline.ts';

test('reads functions behind pointers, typedefs, macros and prototypes', () =>
  checkOutline(
    'c',
    `
      #define MAX 10
      #define SQUARE(x) ((x) * (x))
      typedef struct Node { int value; struct Node *next; char name[10]; void (*on)(int); } Node;
      typedef struct { int a; } Anonymous;
      typedef int (*callback)(void *, int);
      struct plain { int *p; };
      enum color { RED, GREEN = 2 };
      static int hidden(int a) { int b = 1; return b; }
      int **find(struct plain *p, int n) { return 0; }
      extern int prototype(const char *s);
      int global = 5;
      #ifdef FEATURE
      void guarded(void) {}
      #endif`,
    `
      + 1 constant MAX: #define MAX 10
      + 2 function SQUARE: #define SQUARE(x) ((x) * (x))
      + 3 type Node: typedef struct Node { … } Node
      + 3 field Node.value: int value
      + 3 field Node.next: struct Node *next
      + 3 field Node.name: char name[10]
      + 3 method Node.on: void (*on)(int)
      + 4 type Anonymous: typedef struct { … } Anonymous
      + 4 field Anonymous.a: int a
      + 5 type callback: typedef int (*callback)(void *, int)
      + 6 class plain: struct plain
      + 6 field plain.p: int *p
      + 7 enum color: enum color
      + 7 field color.RED: RED
      + 7 field color.GREEN: GREEN = 2
      - 8 function hidden: static int hidden(int a)
      + 9 function find: int **find(struct plain *p, int n)
      + 10 function prototype: extern int prototype(const char *s)
      + 11 constant global: int global = 5
      + 13 function guarded: void guarded(void)`,
  ));

test('reads includes', () =>
  checkOutline(
    'c',
    `
      #include "util.h"
      #include <sys/types.h>`,
    `
      import util.h: *
      import <sys/types.h>: *`,
  ));
