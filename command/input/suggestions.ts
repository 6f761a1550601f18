/** Compares an unknown word with those that may have been meant. */

/** Counts the letters that have to change to make one word of another. */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = row[j]! + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(replaced, row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}

/**
 * Whether one word becomes the other by at most `limit` changes. Words of very
 * different lengths are not compared: one may be as long as a command line.
 */
export function isNear(from: string, to: string, limit: number): boolean {
  return Math.abs(from.length - to.length) <= limit &&
    editDistance(from, to) <= limit;
}

/** Finds the names that are near a word, the nearest first. */
export function findNear(word: string, names: readonly string[]): string[] {
  // Two letters in the wrong order are two changes.
  const limit = ({ length }: string) =>
    Math.max(Math.min(2, length / 2), length / 3);
  return names.filter((name) => isNear(word, name, limit(name)))
    .toSorted((a, b) => editDistance(word, a) - editDistance(word, b));
}
