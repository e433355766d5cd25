/**
 * The names that a query may mean, best first: as it is, then by their beginning, then from inside, then by some of their
 * letters in order (`rfw` for `readFromWire`); shorter ones first among equals. Upper and lower case do not matter.
 */
export function searchNames(names: Iterable<string>, query: string, limit: number): readonly string[] {
  const wanted = query.toLowerCase();
  const found: { readonly name: string; readonly rank: number }[] = [];
  for (const name of names) {
    const rank = rankOf(name.toLowerCase(), wanted);
    if (rank !== undefined) found.push({ name, rank });
  }
  return found
    .toSorted((a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

function rankOf(name: string, wanted: string): number | undefined {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  let at = 0;
  for (const letter of wanted) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return undefined;
  }
  return 3;
}
