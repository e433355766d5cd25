import { settingDefinitions } from './settings.ts';

type Switches = Readonly<Record<string, boolean>>;

/**
 * What the person says about languages, with one of them on or off. The editor adds the defaults to it, so only what
 * differs from them is written; `undefined` where nothing does.
 */
export function switchLanguage(own: Switches, languageId: string, on: boolean): Switches | undefined {
  const { [languageId]: _, ...others } = own;
  const defaults: Switches = settingDefinitions.languages.default;
  const otherwise = defaults[languageId] ?? others['*'] ?? defaults['*'] ?? true;
  const next = otherwise === on ? others : { ...others, [languageId]: on };
  return Object.keys(next).length === 0 ? undefined : next;
}
