import type { Tree } from 'web-tree-sitter';
import { type TextChange, textChanges } from '../../core/text/text-change.ts';
import type { MatchedText, ReadOutline } from './read-outline.ts';
import { treeEdit } from './tree-edit.ts';

/** A text as it was read last, with what reading its next version goes on from. */
export interface KeptText extends MatchedText, ReadOutline {
  readonly tree: Tree;
}

export interface ChangedText {
  readonly kept: KeptText;
  /** In order. */
  readonly changes: readonly TextChange[];
}

/** A file may be there twice: as it is on disk, and its head as it is in the editor. */
const MAX_KEPT = 8;
/** Of all of them together: a tree takes many times the memory of its text. */
const MAX_CHARS = 400_000;
/** Share of the text; above it, reading the text anew costs no more. */
const ENOUGH_CHANGED = 0.5;

/** The last texts that were read, for those that change again and again. Their trees never leave the outliner. */
export class KeptTexts {
  /** Least recent first. */
  #kept: KeptText[] = [];

  /** That very text. */
  same(path: string, languageId: string, text: string): KeptText | undefined {
    return this.#kept.find((each) => each.text === text && each.path === path && each.languageId === languageId);
  }

  /** The version of the file that has the most in common with the text, where that is enough. */
  nearest(path: string, languageId: string, text: string): ChangedText | undefined {
    let best: ChangedText | undefined;
    let least = ENOUGH_CHANGED * text.length;
    for (const kept of this.#kept) {
      if (kept.path !== path || kept.languageId !== languageId) continue;
      const changes = textChanges(kept.text, text);
      const sizes = changes.map((each) => Math.max(each.oldEnd - each.oldStart, each.newEnd - each.newStart));
      const size = sizes.reduce((sum, each) => sum + each, 0);
      if (size > least) continue;
      best = { kept, changes };
      least = size;
    }
    return best;
  }

  /** Owns the tree from now on; takes the place of what it was made from. */
  keep(text: KeptText, madeFrom: KeptText | undefined): void {
    if (madeFrom && this.#kept.includes(madeFrom)) this.#drop(madeFrom);
    this.#kept.push(text);
    let chars = this.#kept.reduce((sum, each) => sum + each.text.length, 0);
    while (this.#kept.length > MAX_KEPT || (chars > MAX_CHARS && this.#kept.length > 0)) {
      chars -= this.#kept[0]!.text.length;
      this.#drop(this.#kept[0]!);
    }
  }

  clear(): void {
    for (const { tree } of this.#kept) tree.delete();
    this.#kept = [];
  }

  #drop(text: KeptText): void {
    text.tree.delete();
    this.#kept = this.#kept.filter((each) => each !== text);
  }
}

/** A copy of the tree that has been told of the changes; the caller's to delete. */
export function editedTree({ kept: { tree, text: old }, changes }: ChangedText, text: string): Tree {
  const copy = tree.copy();
  for (const change of changes) copy.edit(treeEdit(old, text, change));
  return copy;
}
