/** A part of the text: offsets in UTF-16 units, the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

export interface Member {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: SyntaxNode;
}

export interface ObjectNode extends Span {
  readonly kind: 'object';
  /** In the order of the text; a key may be there twice. */
  readonly members: readonly Member[];
}

export interface ArrayNode extends Span {
  readonly kind: 'array';
  readonly items: readonly SyntaxNode[];
}

/** What was written and where. Every byte between the nodes stays in the text. */
export type SyntaxNode = ScalarNode | ObjectNode | ArrayNode;

/** The plain value of a tree; of a key that is there twice the last one counts. */
export function toValue(node: SyntaxNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'array':
      return node.items.map(toValue);
    case 'object':
      return Object.fromEntries(node.members.map((member) => [member.key, toValue(member.value)]));
  }
}
