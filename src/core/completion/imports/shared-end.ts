/** What is left of both when the parts that they end with alike are taken away; `undefined` where there are none. */
export function rootOf(
  source: readonly string[],
  path: readonly string[],
): { readonly source: readonly string[]; readonly path: readonly string[] } | undefined {
  let shared = 0;
  while (shared < source.length && shared < path.length && source.at(-1 - shared) === path.at(-1 - shared)) shared++;
  return shared === 0 ? undefined : { source: source.slice(0, -shared), path: path.slice(0, -shared) };
}
