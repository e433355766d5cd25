import * as v from 'valibot';

/** What a model is used for; each role may have a server of its own. The first is the only one that is used so far. */
export const ROLES = ['completion', 'edit', 'chat', 'embedding'] as const;
export type ServerRole = (typeof ROLES)[number];

export interface ServerSetting {
  /** With the path that the API begins at, `http://127.0.0.1:8080/v1`; without a path `/v1` is meant. */
  readonly url: string;
  /** As the server calls it; the first one that it lists, where none is named. */
  readonly model?: string | undefined;
  /** How a completion's prompt is laid out; what was measured for the model's family, where nothing is said. */
  readonly layout?: 'anchored' | 'plain' | undefined;
}

/** Place → role → server. A place is `local`, `wsl`, `ssh-remote`, `ssh-remote+host`, …: where the extension runs. */
export type ServersSetting = Readonly<Record<string, Readonly<Partial<Record<ServerRole, ServerSetting>>>>>;

const server = v.object({
  url: v.pipe(v.string(), v.check(isServerAddress, 'is no http or https address')),
  model: v.optional(v.string()),
  layout: v.optional(v.picklist(['anchored', 'plain'])),
});
const roles = v.strictObject({
  completion: v.optional(server),
  edit: v.optional(server),
  chat: v.optional(server),
  embedding: v.optional(server),
});
const servers = v.record(v.string(), roles);

/** `undefined` where it can be used, else what is wrong with it, in words that follow the setting's name. */
export function problemWithServers(raw: unknown): string | undefined {
  const parsed = v.safeParse(servers, raw);
  if (parsed.success) return undefined;
  const [issue] = parsed.issues;
  const at = v.getDotPath(issue);
  const what = issue.type === 'check' ? `“${String(issue.input)}” ${issue.message}` : issue.message;
  return at === null ? 'must map a place to roles and servers' : `at ${at}: ${what}`;
}

/** An address with a user name in it shows one host and means another. */
export function isServerAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

/** The origin that a key for this server is bound to. */
export function originOf({ url }: ServerSetting): string {
  return new URL(url).origin;
}

/** The server of a role for whoever is at these places; the first place that names one wins. */
export function serverFor(
  setting: ServersSetting,
  places: readonly string[],
  role: ServerRole,
): ServerSetting | undefined {
  for (const place of places) {
    const found = setting[place]?.[role];
    if (found !== undefined) return found;
  }
  return undefined;
}
