// Writes what is derived from src/core/settings/settings.ts: the settings section of package.json, its texts in
// package.nls.json, and docs/settings.md.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROLES } from '../src/core/settings/servers.ts';
import {
  sectionOf,
  settingDefinitions,
  settingSections,
  type SettingDefinition,
  type SettingName,
  type SettingSection,
} from '../src/core/settings/settings.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** All keys of generated texts begin so; the others in package.nls.json are written by hand. */
const GENERATED_KEYS = 'settings.';

export interface ManifestSettings {
  /** `contributes.configuration`: a titled group for each section. */
  readonly configuration: readonly unknown[];
  /** What `%key%` stands for. */
  readonly texts: Readonly<Record<string, string>>;
}

export function manifestSettings(): ManifestSettings {
  const texts: Record<string, string> = {};
  const text: TextOf = (key, value) => {
    texts[GENERATED_KEYS + key] = value;
    return `%${GENERATED_KEYS}${key}%`;
  };
  const configuration = bySection().map(({ section, title, settings }, order) => ({
    id: `sotto.${section}`,
    title: text(`section.${section}`, title),
    order,
    properties: Object.fromEntries(
      settings.map(([name, definition], place) => [
        `sotto.${name}`,
        {
          ...schema(name, definition, text),
          order: place,
          scope: definition.scope,
          markdownDescription: text(name, definition.description),
        },
      ]),
    ),
  }));
  return { configuration, texts };
}

/** The hand-written texts as they are, then the generated ones anew. */
export function withGeneratedTexts(texts: Readonly<Record<string, string>>): Record<string, string> {
  const byHand = Object.entries(texts).filter(([key]) => !key.startsWith(GENERATED_KEYS));
  return { ...Object.fromEntries(byHand), ...manifestSettings().texts };
}

/** Notes down what the key stands for and gives the reference to it. */
type TextOf = (key: string, value: string) => string;

function bySection(): { section: SettingSection; title: string; settings: [SettingName, SettingDefinition][] }[] {
  // The table's keys are its names.
  const all = Object.entries(settingDefinitions) as [SettingName, SettingDefinition][];
  return (Object.entries(settingSections) as [SettingSection, string][]).map(([section, title]) => ({
    section,
    title,
    settings: all.filter(([name]) => sectionOf(name) === section),
  }));
}

function schema(name: SettingName, definition: SettingDefinition, text: TextOf): Record<string, unknown> {
  switch (definition.type) {
    case 'boolean':
      return { type: 'boolean', default: definition.default };
    case 'number':
      return { default: definition.default, ...wholeNumber(definition) };
    case 'number-or-auto':
      return { default: definition.default, anyOf: [{ type: 'string', enum: ['auto'] }, wholeNumber(definition)] };
    case 'choice':
      return {
        type: 'string',
        default: definition.default,
        enum: Object.keys(definition.choices),
        markdownEnumDescriptions: Object.entries(definition.choices).map(([choice, description]) =>
          text(`${name}.${choice}`, description),
        ),
      };
    case 'servers':
      return { type: 'object', default: definition.default, additionalProperties: serversSchema(text) };
    case 'switches':
      return { type: 'object', default: definition.default, additionalProperties: { type: 'boolean' } };
  }
}

function wholeNumber({ minimum, maximum }: { minimum: number; maximum: number }): Record<string, unknown> {
  return { type: 'integer', minimum, maximum };
}

function serversSchema(text: TextOf): Record<string, unknown> {
  const server = {
    type: 'object',
    required: ['url'],
    additionalProperties: false,
    properties: {
      url: {
        type: 'string',
        pattern: '^https?://',
        description: text('servers.url', 'Where the API begins, http://127.0.0.1:8080/v1 say.'),
      },
      model: {
        type: 'string',
        description: text('servers.model', 'As the server calls it; the first one that it lists, where none is named.'),
      },
      layout: {
        type: 'string',
        enum: ['anchored', 'plain'],
        description: text(
          'servers.layout',
          'How a completion is asked for. anchored: typing costs the server almost nothing, but how good the completions are then is not measured for most models.',
        ),
      },
    },
  };
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(ROLES.map((role) => [role, server])),
  };
}

export function settingsPage(): string {
  const sections = bySection().map(({ title, settings }) => [
    `## ${title}`,
    '',
    '| setting | default | what it does |',
    '| --- | --- | --- |',
    ...settings.map(([name, definition]) => {
      const value = `${code(JSON.stringify(definition.default))}${bounds(definition)}`;
      return `| ${code(`sotto.${name}`)} | ${value} | ${definition.description}${choices(definition)} |`;
    }),
    '',
  ]);
  return [
    '# Settings',
    '',
    'Written by `npm run generate` from `src/core/settings/settings.ts`.',
    '',
    ...sections.flat(),
  ].join('\n');
}

function bounds(definition: SettingDefinition): string {
  return 'minimum' in definition ? ` (${definition.minimum} to ${definition.maximum})` : '';
}

function choices(definition: SettingDefinition): string {
  if (definition.type !== 'choice') return '';
  const all = Object.entries(definition.choices).map(([choice, meaning]) => `${code(choice)}: ${meaning}`);
  return ` ${all.join(' ')}`;
}

const code = (text: string): string => `\`${text}\``;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const manifestFile = path.join(root, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  manifest.contributes.configuration = manifestSettings().configuration;
  fs.writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  const textsFile = path.join(root, 'package.nls.json');
  const texts = withGeneratedTexts(JSON.parse(fs.readFileSync(textsFile, 'utf8')));
  fs.writeFileSync(textsFile, `${JSON.stringify(texts, null, 2)}\n`);
  const pageFile = path.join(root, 'docs/settings.md');
  fs.writeFileSync(pageFile, settingsPage());
  // In the form that the format check wants, so that a generated file is never "wrong".
  const files = [manifestFile, textsFile, pageFile];
  execFileSync(process.execPath, [path.join(root, 'node_modules/oxfmt/bin/oxfmt'), ...files]);
}
