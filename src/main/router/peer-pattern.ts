/** True for a peer with a `*` in it, such as `direct:*` or `group:-100*`. */
export function isPeerPattern(peer: string): boolean {
  return peer.includes('*');
}

/**
 * Whether a peer fits a pattern in which each `*` stands for any run of characters, also none.
 * Takes time linear in the pattern for each peer: no backtracking into earlier stars.
 */
export function matchesPattern(pattern: string, peer: string): boolean {
  const [head = '', ...pieces] = pattern.split('*');
  const tail = pieces.pop();
  if (tail === undefined) return pattern === peer;
  if (peer.length < head.length + tail.length) return false;
  if (!peer.startsWith(head) || !peer.endsWith(tail)) return false;
  let from = head.length;
  for (const piece of pieces) {
    const at = peer.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= peer.length - tail.length;
}
