import { parseLoose, type LooseNode } from '../../../shared/json5/parse-loose.ts';
import { isReferenceOnly, secretDots } from '../config-draft/secret-paths.ts';

// In a text that is half typed nothing is known for sure, so the names decide.
const secretName = /token|secret|passw|api_?key|credential|private_?key/i;

/** Takes secrets in plain words out of a text, also out of one that is half typed. */
export function hideSecrets(text: string): string {
  const { root } = parseLoose(text);
  const places = [...(root ? secretsIn(root, false) : [])];
  return places.reduceRight(
    (hidden, { start, end }) => `${hidden.slice(0, start)}"${secretDots}"${hidden.slice(end)}`,
    text,
  );
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function* secretsIn(node: LooseNode, isSecret: boolean): Generator<Place> {
  switch (node.kind) {
    case 'scalar':
      if (isSecret && isPlainSecret(node.value)) yield node;
      return;
    case 'array':
      for (const item of node.items) yield* secretsIn(item, isSecret);
      return;
    case 'object':
      for (const { key, value } of node.members) {
        if (value) yield* secretsIn(value, isSecret || secretName.test(key));
      }
  }
}

function isPlainSecret(value: unknown): boolean {
  if (typeof value === 'number') return true;
  return (
    typeof value === 'string' && value !== '' && value !== secretDots && !isReferenceOnly(value)
  );
}
