import type { Impact, ImpactReason, ImpactSet } from '../repository/find-impact.ts';
import type { Usage, Usages } from '../repository/find-usages.ts';
import type { Definition, FileOutline, Import } from '../repository/outline.ts';
import type { LocatedDefinition } from '../repository/repository-outline.ts';

/** Longer lists are for the search view. */
const LONGEST_LIST = 30;

/**
 * Markdown for the places that define a name. A place is written as `path:line`, in backticks: the view makes it a link.
 * `relative` gives a path as people know it.
 */
export function whereIs(name: string, found: readonly LocatedDefinition[], relative: (path: string) => string): string {
  if (found.length === 0) {
    return `Nothing in this workspace's index is called \`${name}\`. Names are compared as they are written.`;
  }
  const lines = found.map(
    ({ path, definition }) =>
      `- ${place(relative(path), definition)} ${definition.kind} \`${inCode(definition.signature)}\``,
  );
  return listed(lines, found.length === 1 ? '' : `\`${name}\` is defined in ${found.length} places:\n\n`);
}

/** Who calls what has that name, or speaks of it; what is not certain to mean it stands apart. */
export function whoCalls(name: string, { definitions, usages }: Usages, relative: (path: string) => string): string {
  if (definitions.length === 0) return whereIs(name, [], relative);
  if (usages.length === 0) return `Nothing in this workspace's index calls \`${name}\`.`;
  const line = ({ path, reference, definition }: Usage): string =>
    `- ${place(relative(path), reference)} ${inDefinition(definition)}`;
  const [certain, others] = [usages.filter((each) => each.isCertain), usages.filter((each) => !each.isCertain)];
  const parts = [
    certain.length > 0 && listed(certain.map(line), `\`${name}\` is used in ${places(certain.length)}:\n\n`),
    others.length > 0 &&
      listed(others.map(line), `The same name, but maybe not the same thing, in ${places(others.length)}:\n\n`),
  ];
  return parts.filter((part) => part !== false).join('\n\n');
}

/** What may have to change with what has that name: a paragraph for each step away. */
export function whatChanges(
  name: string,
  { definitions, impacts, isCut }: ImpactSet,
  relative: (path: string) => string,
): string {
  if (definitions.length === 0) return whereIs(name, [], relative);
  if (impacts.length === 0) return `Nothing else in this workspace's index depends on \`${name}\`.`;
  const line = ({ path, line: at, definition, reason, through, distance }: Impact): string => {
    const why = distance === 1 ? REASONS[reason] : REASONS[reason].replace('it', () => `\`${inCode(through)}\``);
    return `- ${place(relative(path), { line: at })} ${inDefinition(definition)}, ${why}`;
  };
  const steps = [...Map.groupBy(impacts, ({ distance }) => distance)].map(([distance, found]) =>
    listed(
      found.map(line),
      distance === 1 ? `What uses \`${name}\` itself:\n\n` : `What uses those, ${distance} steps away:\n\n`,
    ),
  );
  return [...steps, ...(isCut ? ['There is more than that.'] : [])].join('\n\n');
}

const REASONS: Readonly<Record<ImpactReason, string>> = {
  calls: 'calls it',
  mentions: 'speaks of it',
  extends: 'extends it',
  overrides: 'overrides it',
  imports: 'imports it',
};

function inDefinition(definition: Definition | undefined): string {
  if (definition === undefined) return 'at the top of the file';
  const owner = definition.parent === undefined ? '' : `${definition.parent}.`;
  return `${definition.kind} \`${inCode(owner + definition.name)}\``;
}

function places(count: number): string {
  return count === 1 ? 'one place' : `${count} places`;
}

/** What `/search` lists: definitions and files whose names the query is a part of. */
export function searchResults(
  query: string,
  { definitions, files }: { readonly definitions: readonly LocatedDefinition[]; readonly files: readonly string[] },
  relative: (path: string) => string,
): string {
  const lines = [
    ...definitions.map(
      ({ path, definition }) =>
        `- ${place(relative(path), definition)} ${definition.kind} \`${inCode(definition.signature)}\``,
    ),
    ...files.map((path) => `- \`${inCode(relative(path))}\``),
  ];
  return lines.length === 0
    ? `Nothing in this workspace's index has a name like \`${inCode(query)}\`.`
    : listed(lines, '');
}

/** Members are indented under what they belong to. */
export function outlineOf({ definitions }: Pick<FileOutline, 'definitions'>, path: string): string {
  if (definitions.length === 0) return `Nothing is defined in \`${path}\`, as far as its outline tells.`;
  const lines = definitions.map(
    (definition) =>
      `${definition.parent === undefined ? '' : '  '}- \`${inCode(definition.name)}\` ${definition.kind}, ${place(path, definition)}`,
  );
  return listed(lines, '');
}

/** `resolve` gives the file of this workspace that an import means, as people know its path; `undefined` for a package. */
export function importsOf(
  imports: readonly Import[],
  path: string,
  resolve: (source: string) => string | undefined,
): string {
  if (imports.length === 0) return `\`${path}\` imports nothing.`;
  const lines = imports.map(({ source, names }) => {
    const file = resolve(source);
    const what = names.length === 0 ? '' : `: ${names.map(({ name }) => `\`${inCode(name)}\``).join(', ')}`;
    return `- ${file === undefined ? `\`${inCode(source)}\`, from outside this workspace` : `\`${inCode(file)}\``}${what}`;
  });
  return listed(lines, '');
}

function place(path: string, { line }: Pick<Definition, 'line'>): string {
  return `\`${inCode(path)}:${line + 1}\``;
}

function listed(lines: readonly string[], heading: string): string {
  const rest = lines.length - LONGEST_LIST;
  const more = rest > 0 ? `\n\n… and ${rest} more.` : '';
  return `${heading}${lines.slice(0, LONGEST_LIST).join('\n')}${more}`;
}

/** A backtick or a line end would end the code. */
function inCode(text: string): string {
  return text.replaceAll('`', "'").replaceAll(/\s+/g, ' ');
}
