import { expect, it } from 'vitest';
import { canBegin } from './can-begin.ts';

const known = { mainKey: 'home', agents: [{ id: 'ada' }] };

it.each(['agent:ada:web:direct:1', 'agent:ada:home', 'agent:main:home', 'home', 'main'])(
  'a conversation can be begun as %s',
  (key) => expect(canBegin(key, known)).toBe(true),
);

it.each(['nonsense', 'agent', 'agent:ada', 'agent:ada:', 'agent:nobody:web:direct:1'])(
  'no agent stands behind %s',
  (key) => expect(canBegin(key, known)).toBe(false),
);
