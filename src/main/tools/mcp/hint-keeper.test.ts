import { expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { createHintKeeper } from './hint-keeper.ts';
import { readToolList, type ServerTool } from './server-tool.ts';

function tool(name: string, annotations: object): ServerTool {
  const [read] = readToolList([{ name, inputSchema: { type: 'object' }, annotations }]).tools;
  if (!read) throw new Error('no tool');
  return read;
}

it('believes a tool that always was said to read only', () => {
  const keep = createHintKeeper();
  const reading = tool('read', { readOnlyHint: true });
  expect(keep(reading)).toEqual(reading);
  expect(keep(reading)).toEqual(reading);
});

it('does not believe one that wrote before', () => {
  const keep = createHintKeeper();
  keep(tool('save', {}));
  const now = keep(tool('save', { readOnlyHint: true, idempotentHint: true }));
  expect(now).toMatchObject({ isReadOnly: false, isIdempotent: false });
  expect(keep(tool('other', { readOnlyHint: true })).isReadOnly).toBe(true);
});

it('believes nobody who names tools without end', () => {
  const keep = createHintKeeper();
  for (let index = 0; index < limits.mcp.rememberedHints; index += 1) keep(tool(`t${index}`, {}));
  expect(keep(tool('new', { readOnlyHint: true })).isReadOnly).toBe(false);
});
