import { test } from 'vitest';
import { checkOutline } from './check-outline.ts';

test('reads types and members with their accessibility', () =>
  checkOutline(
    'csharp',
    `
      namespace Acme.App;
      [Serializable]
      public sealed class Shop<T> : Base, IShop where T : class {
        private readonly int secret = 1;
        public const int Max = 3;
        public string Name { get; set; } = "x";
        internal int Size => 1;
        [HttpGet("x")]
        public async Task<int> Get(int id) {
          int Local() => 1;
          return 1;
        }
        public Shop(int a) : base(a) { }
        void Hidden() { }
        public enum Color { Red, Green = 2 }
      }
      public interface IShop { void M(); int P { get; } }
      public record Person(string First, string Last);
      public delegate void Handler(object sender);`,
    `
      + 2-16 class Shop: public sealed class Shop<T> : Base, IShop where T : class
      - 4 field Shop.secret: private readonly int secret = 1
      + 5 field Shop.Max: public const int Max = 3
      + 6 field Shop.Name: public string Name
      + 7 field Shop.Size: internal int Size
      + 8-12 method Shop.Get: public async Task<int> Get(int id)
      + 13 method Shop.Shop: public Shop(int a) : base(a)
      - 14 method Shop.Hidden: void Hidden()
      + 15 enum Shop.Color: public enum Color
      + 15 field Color.Red: Red
      + 15 field Color.Green: Green = 2
      + 17 interface IShop: public interface IShop
      + 17 method IShop.M: void M()
      + 17 field IShop.P: int P
      + 18 class Person: public record Person(string First, string Last)
      + 18 field Person.First: string First
      + 18 field Person.Last: string Last
      + 19 type Handler: public delegate void Handler(object sender)`,
  ));

test('reads using directives', () =>
  checkOutline(
    'csharp',
    `
      using System.Text;
      using Acme.Models;
      using static Acme.Util.Helpers;
      using Map = System.Collections.Generic.Dictionary<string, int>;`,
    `
      import System.Text: *
      import Acme.Models: *
      import Acme.Util.Helpers: *
      import System.Collections.Generic: Dictionary as Map`,
  ));
