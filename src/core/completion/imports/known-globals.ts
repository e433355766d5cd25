/** Names that are there without an import, by language: what an index has of the same name is not what is meant. */

const script = words(`
  AbortController AbortSignal AggregateError Array ArrayBuffer Atomics Audio BigInt BigInt64Array BigUint64Array Blob Boolean
  BroadcastChannel Buffer ByteLengthQueuingStrategy Comment CompressionStream CountQueuingStrategy Crypto CryptoKey
  CustomEvent DOMException DOMParser DOMRect DataTransfer DataView Date DecompressionStream DisposableStack Document
  DocumentFragment DragEvent Element Error ErrorEvent EvalError Event EventSource EventTarget File FileList FileReader
  FinalizationRegistry Float32Array Float64Array FocusEvent FormData Function Generator AsyncGenerator HTMLAnchorElement
  HTMLButtonElement HTMLCanvasElement HTMLDivElement HTMLElement HTMLFormElement HTMLImageElement HTMLInputElement
  HTMLSelectElement HTMLTextAreaElement Headers History Image ImageData Infinity InputEvent Int16Array Int32Array Int8Array
  IntersectionObserver Intl Iterator JSON KeyboardEvent Location Map Math MediaQueryList MessageChannel MessageEvent
  MessagePort MouseEvent MutationObserver NaN Navigator Node NodeList Notification Number Object Path2D Performance
  PerformanceObserver PointerEvent Promise Proxy Range RangeError ReadableStream ReferenceError Reflect RegExp Request
  ResizeObserver Response SVGElement Selection Set SharedArrayBuffer SharedWorker Storage String SubtleCrypto Symbol
  SyntaxError Text TextDecoder TextEncoder TouchEvent TransformStream TypeError UIEvent URIError URL URLSearchParams
  Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly WebSocket Window Worker
  WritableStream XMLHttpRequest alert arguments atob btoa caches cancelAnimationFrame clearImmediate clearInterval
  clearTimeout confirm console crypto decodeURI decodeURIComponent document encodeURI encodeURIComponent escape eval
  exports fetch frames global globalThis history indexedDB isFinite isNaN localStorage location matchMedia module name
  navigator open origin parent parseFloat parseInt performance postMessage print process prompt queueMicrotask
  reportError requestAnimationFrame requestIdleCallback require screen scroll scrollTo self sessionStorage setImmediate
  setInterval setTimeout status stop structuredClone top unescape window __dirname __filename
  describe it test expect beforeAll beforeEach afterAll afterEach suite jest vi
  Awaited Capitalize ConstructorParameters Exclude Extract InstanceType Iterable IterableIterator IteratorResult AsyncIterable
  AsyncIterator Lowercase NoInfer NonNullable Omit OmitThisParameter Parameters Partial Pick PromiseLike PropertyKey
  Readonly ReadonlyArray ReadonlyMap ReadonlySet Record Required ReturnType ThisType Uncapitalize Uppercase ArrayLike
  ArrayBufferLike JSX React NodeJS BufferEncoding Disposable AsyncDisposable TemplateStringsArray`);

const python = words(`
  ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError
  BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError
  DeprecationWarning EOFError Ellipsis EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError
  FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError
  InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError
  NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError
  ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration
  StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError
  UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning
  ZeroDivisionError abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile
  complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals
  hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object
  oct open ord pow print property quit range repr reversed round self set setattr slice sorted staticmethod str sum super
  tuple type vars zip __name__ __file__ __doc__ __all__ __import__ __debug__`);

const java = words(`
  Appendable ArithmeticException ArrayIndexOutOfBoundsException ArrayStoreException AssertionError AutoCloseable Boolean Byte
  CharSequence Character Class ClassCastException ClassLoader ClassNotFoundException CloneNotSupportedException Cloneable
  Comparable Deprecated Double Enum Error Exception ExceptionInInitializerError Float FunctionalInterface
  IllegalAccessException IllegalArgumentException IllegalMonitorStateException IllegalStateException
  IndexOutOfBoundsException InheritableThreadLocal InstantiationException Integer InternalError InterruptedException
  Iterable LinkageError Long Math Module NegativeArraySizeException NoSuchFieldException NoSuchMethodException
  NullPointerException Number NumberFormatException Object OutOfMemoryError Override Package Process ProcessBuilder
  ProcessHandle Readable Record ReflectiveOperationException Runnable Runtime RuntimeException SafeVarargs
  SecurityException Short StackOverflowError StackTraceElement StackWalker StrictMath String StringBuffer StringBuilder
  StringIndexOutOfBoundsException SuppressWarnings System Thread ThreadGroup ThreadLocal Throwable
  UnsupportedOperationException Void`);

const rust = words(`
  AsMut AsRef Box Clone Copy Debug Default DoubleEndedIterator Drop Eq Err ExactSizeIterator Extend Fn FnMut FnOnce From
  FromIterator Hash Into IntoIterator Iterator None Ok Option Ord PartialEq PartialOrd Result Send Sized Some String Sync
  ToOwned ToString TryFrom TryInto Unpin Vec Self char drop f32 f64 i128 i16 i8 isize u128 u16 core std alloc`);

const GLOBALS: Readonly<Record<string, ReadonlySet<string>>> = {
  typescript: script,
  typescriptreact: script,
  javascript: script,
  javascriptreact: script,
  python,
  java,
  rust,
};

const NONE: ReadonlySet<string> = new Set();

export function knownGlobals(languageId: string): ReadonlySet<string> {
  return GLOBALS[languageId] ?? NONE;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
