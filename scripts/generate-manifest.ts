// Writes what is derived from src/core/settings/settings.ts: the settings section of package.json and docs/settings.md.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROLES } from '../src/core/settings/servers.ts';
import { settingDefinitions, type SettingDefinition } from '../src/core/settings/settings.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

export function manifestSettings(): Record<string, unknown> {
  const properties = Object.fromEntries(
    Object.entries(settingDefinitions).map(([name, definition], order) => [
      `sotto.${name}`,
      { ...schema(definition), order, scope: definition.scope, markdownDescription: definition.description },
    ]),
  );
  return { title: 'Sotto', properties };
}

function schema(definition: SettingDefinition): Record<string, unknown> {
  switch (definition.type) {
    case 'boolean':
      return { type: 'boolean', default: definition.default };
    case 'number':
      return { type: 'number', default: definition.default, minimum: definition.minimum, maximum: definition.maximum };
    case 'choice':
      return {
        type: 'string',
        default: definition.default,
        enum: Object.keys(definition.choices),
        markdownEnumDescriptions: Object.values(definition.choices),
      };
    case 'servers':
      return { type: 'object', default: definition.default, additionalProperties: serversSchema };
    case 'switches':
      return { type: 'object', default: definition.default, additionalProperties: { type: 'boolean' } };
  }
}

const serverSchema = {
  type: 'object',
  required: ['url'],
  additionalProperties: false,
  properties: {
    url: { type: 'string', pattern: '^https?://', description: 'Where the API begins, http://127.0.0.1:8080/v1 say.' },
    model: { type: 'string', description: 'As the server calls it; the first one that it lists, where none is named.' },
  },
};

const serversSchema = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(ROLES.map((role) => [role, serverSchema])),
};

export function settingsPage(): string {
  const rows = Object.entries(settingDefinitions).map(([name, definition]) => {
    const bounds = definition.type === 'number' ? ` (${definition.minimum} to ${definition.maximum})` : '';
    const choices =
      definition.type === 'choice' ? ` One of ${Object.keys(definition.choices).map(code).join(', ')}.` : '';
    return `| ${code(`sotto.${name}`)} | ${code(JSON.stringify(definition.default))}${bounds} | ${definition.description}${choices} |`;
  });
  return [
    '# Settings',
    '',
    'Written by `npm run generate` from `src/core/settings/settings.ts`.',
    '',
    '| setting | default | what it does |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

const code = (text: string): string => `\`${text}\``;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const manifestFile = path.join(root, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  manifest.contributes.configuration = manifestSettings();
  fs.writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  const pageFile = path.join(root, 'docs/settings.md');
  fs.writeFileSync(pageFile, settingsPage());
  // In the form that the format check wants, so that a generated file is never "wrong".
  execFileSync(process.execPath, [path.join(root, 'node_modules/oxfmt/bin/oxfmt'), manifestFile, pageFile]);
}
