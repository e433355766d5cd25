import type { Definition, FileOutline, Import, Reference } from '../../core/repository/outline.ts';
import { ownString } from '../../core/text/own-string.ts';

/**
 * The same outline with strings of its own, each once: parts of the text would keep the whole of it alive, for every file
 * that was read. Every string of an outline is named here, because a copy of whatever is there takes three times as long.
 */
export function ownOutline(outline: FileOutline): FileOutline {
  const known = new Map<string, string>();
  const own = (text: string): string => {
    let string = known.get(text);
    if (string === undefined) {
      string = ownString(text);
      known.set(string, string);
    }
    return string;
  };
  return {
    ...outline,
    ...(outline.namespace !== undefined && { namespace: own(outline.namespace) }),
    definitions: outline.definitions.map((each) => ownDefinition(each, own)),
    imports: outline.imports.map((each) => ownImport(each, own)),
    references: outline.references.map((each) => ownReference(each, own)),
  };
}

type Own = (text: string) => string;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

function ownDefinition(definition: Definition, own: Own): Definition {
  const copy: Writable<Definition> = { ...definition };
  copy.name = own(copy.name);
  copy.signature = own(copy.signature);
  if (copy.written !== undefined) copy.written = own(copy.written);
  if (copy.parent !== undefined) copy.parent = own(copy.parent);
  if (copy.doc !== undefined) copy.doc = own(copy.doc);
  if (copy.bases !== undefined) copy.bases = copy.bases.map(own);
  if (copy.type !== undefined) copy.type = own(copy.type);
  if (copy.parameters !== undefined) copy.parameters = own(copy.parameters);
  return copy;
}

function ownImport({ source, names, line }: Import, own: Own): Import {
  return { source: own(source), names: names.map(({ name, local }) => ({ name: own(name), local: own(local) })), line };
}

function ownReference(reference: Reference, own: Own): Reference {
  const copy: Writable<Reference> = { ...reference };
  copy.name = own(copy.name);
  if (copy.on !== undefined) copy.on = own(copy.on);
  return copy;
}
