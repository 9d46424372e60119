/** The nearest of some names to one that is wrong. */

/** The closest candidate when one is close enough to be meant; null otherwise. Ties go to the first. */
export function didYouMean(name: string, candidates: Iterable<string>): string | null {
  return nearestNames(name, candidates, 1)[0] ?? null;
}

/** Up to `limit` close candidates, nearest first. */
export function nearestNames(name: string, candidates: Iterable<string>, limit: number): string[] {
  const most = name.length <= 2 ? 1 : Math.max(1, Math.floor(name.length / 3));
  const found: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (candidate === name || Math.abs(candidate.length - name.length) > most) continue;
    const distance = candidate.toLowerCase() === name.toLowerCase() ? 0 : editDistance(name, candidate, most);
    if (distance <= most) found.push({ candidate, distance });
  }
  return found.sort((a, b) => a.distance - b.distance).slice(0, limit).map((entry) => entry.candidate);
}

/** Edits (insert, delete, replace, swap of neighbours) between two texts; more than `most` may be given as `most + 1`. */
export function editDistance(a: string, b: string, most: number): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, beforePrevious[j - 2]! + 1);
      }
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length]!;
}
