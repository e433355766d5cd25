// Writes a tiny llama-architecture GGUF with random weights and a real code tokenizer: enough for a real server to load,
// so that wire formats, streaming, cancelling and prompt-cache reuse can be tested. What it says is noise.
//   node scripts/make-tiny-model.ts VOCAB.gguf OUT.gguf [--chat]
import fs from 'node:fs/promises';
import process from 'node:process';

export interface TinyModelOptions {
  /** A GGUF file that holds a tokenizer; llama.cpp's source has some under `models/`. */
  readonly vocabulary: string;
  readonly out: string;
  /** Adds a plain chat template, for `/v1/chat/completions`. */
  readonly chat: boolean;
}

export async function writeTinyModel({ vocabulary, out, chat }: TinyModelOptions): Promise<void> {
  const { pairs, size } = readTokenizer(await fs.readFile(vocabulary), chat);
  await fs.writeFile(out, encodeModel(pairs, size, chat));
}

// GGUF's value types, as far as they are needed here, and the bytes of each scalar type by its number.
const U32 = 4;
const F32 = 6;
const STRING = 8;
const ARRAY = 9;
const SCALAR_BYTES: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};

/** The tokenizer's key/value pairs as raw bytes, and how many tokens it has. */
function readTokenizer(input: Buffer, chat: boolean): { pairs: readonly Buffer[]; size: number } {
  if (input.toString('latin1', 0, 4) !== 'GGUF') throw new Error('the vocabulary is no GGUF file');
  let at = 16;
  const readU32 = () => input.readUInt32LE((at += 4) - 4);
  const readU64 = () => Number(input.readBigUInt64LE((at += 8) - 8));
  const skipString = () => {
    const length = readU64();
    at += length;
  };
  const skipValue = (type: number) => {
    if (type === STRING) return skipString();
    if (type !== ARRAY) return void (at += SCALAR_BYTES[type]!);
    const inner = readU32();
    const count = readU64();
    if (inner === STRING) for (let i = 0; i < count; i++) skipString();
    else at += count * SCALAR_BYTES[inner]!;
  };
  const count = readU64();
  const pairs: Buffer[] = [];
  let size = 0;
  for (let i = 0; i < count; i++) {
    const start = at;
    const length = readU64();
    const key = input.toString('utf8', at, at + length);
    at += length;
    const type = readU32();
    if (key === 'tokenizer.ggml.tokens') size = Number(input.readBigUInt64LE(at + 4));
    skipValue(type);
    const replaced = chat && key === 'tokenizer.chat_template';
    if (key.startsWith('tokenizer.') && !replaced) pairs.push(input.subarray(start, at));
  }
  return { pairs, size };
}

const EMBEDDING = 64;
const LAYERS = 2;
const HEADS = 4;
const FEED_FORWARD = 128;
const ALIGNMENT = 32;

function encodeModel(tokenizer: readonly Buffer[], vocabulary: number, chat: boolean): Buffer {
  const meta = [
    pair('general.architecture', STRING, 'llama'),
    pair('general.name', STRING, 'tiny-random'),
    pair('llama.context_length', U32, 32768),
    pair('llama.embedding_length', U32, EMBEDDING),
    pair('llama.block_count', U32, LAYERS),
    pair('llama.feed_forward_length', U32, FEED_FORWARD),
    pair('llama.attention.head_count', U32, HEADS),
    pair('llama.attention.head_count_kv', U32, HEADS),
    pair('llama.attention.layer_norm_rms_epsilon', F32, 1e-5),
    pair('llama.rope.dimension_count', U32, EMBEDDING / HEADS),
    pair('llama.vocab_size', U32, vocabulary),
    ...tokenizer,
  ];
  if (chat) {
    const template = '{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant:';
    meta.push(pair('tokenizer.chat_template', STRING, template));
  }
  const tensors = randomTensors(vocabulary);
  let offset = 0;
  const infos = tensors.map(({ name, shape, data }) => {
    const info = [text(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset)];
    offset += data.length + padding(data.length).length;
    return Buffer.concat(info);
  });
  const head = Buffer.concat([Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(meta.length), ...meta, ...infos]);
  return Buffer.concat([head, padding(head.length), ...tensors.flatMap(({ data }) => [data, padding(data.length)])]);
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Buffer;
}

function randomTensors(vocabulary: number): readonly Tensor[] {
  let seed = 1;
  const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5;
  const floats = (values: Float32Array) => Buffer.from(values.buffer as ArrayBuffer);
  const weight = (name: string, rows: number, columns: number): Tensor => ({
    name,
    shape: [columns, rows],
    data: floats(Float32Array.from({ length: rows * columns }, () => random() * 0.17)),
  });
  const norm = (name: string): Tensor => ({
    name,
    shape: [EMBEDDING],
    data: floats(new Float32Array(EMBEDDING).fill(1)),
  });
  const layers = Array.from({ length: LAYERS }, (_, i) => [
    norm(`blk.${i}.attn_norm.weight`),
    norm(`blk.${i}.ffn_norm.weight`),
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((part) =>
      weight(`blk.${i}.${part}.weight`, EMBEDDING, EMBEDDING),
    ),
    weight(`blk.${i}.ffn_gate.weight`, FEED_FORWARD, EMBEDDING),
    weight(`blk.${i}.ffn_up.weight`, FEED_FORWARD, EMBEDDING),
    weight(`blk.${i}.ffn_down.weight`, EMBEDDING, FEED_FORWARD),
  ]);
  return [
    weight('token_embd.weight', vocabulary, EMBEDDING),
    norm('output_norm.weight'),
    weight('output.weight', vocabulary, EMBEDDING),
    ...layers.flat(),
  ];
}

function pair(key: string, type: typeof U32 | typeof F32, value: number): Buffer;
function pair(key: string, type: typeof STRING, value: string): Buffer;
function pair(key: string, type: number, value: number | string): Buffer {
  if (typeof value === 'string') return Buffer.concat([text(key), u32(type), text(value)]);
  return Buffer.concat([text(key), u32(type), type === F32 ? f32(value) : u32(value)]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function padding(length: number): Buffer {
  return Buffer.alloc((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT);
}

if (import.meta.main) {
  const [vocabulary, out, flag] = process.argv.slice(2);
  if (vocabulary === undefined || out === undefined) {
    console.error('usage: make-tiny-model.ts VOCAB.gguf OUT.gguf [--chat]');
    process.exitCode = 2;
  } else {
    await writeTinyModel({ vocabulary, out, chat: flag === '--chat' });
  }
}
